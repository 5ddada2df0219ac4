"""All documents of a knowledge base: how they are read, where links lead, what they tell together."""

from kept.library.addresses import index_folders, page_url, relative_link, site_path
from kept.library.contracts import load_types, load_vocabularies, template_files
from kept.library.library import Library
from kept.library.load import Tell, asset_paths, counted, files, load
from kept.library.reader import Reader, facts_of
from kept.library.resolution import Resolution, page_targets
from kept.library.slugs import make_slugger

__all__ = [
    "Library",
    "Reader",
    "Resolution",
    "Tell",
    "asset_paths",
    "counted",
    "facts_of",
    "files",
    "index_folders",
    "load",
    "load_types",
    "load_vocabularies",
    "make_slugger",
    "page_targets",
    "page_url",
    "relative_link",
    "site_path",
    "template_files",
]
