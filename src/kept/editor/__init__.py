"""What an editor asks while somebody writes: findings, completion, and where things lead."""
