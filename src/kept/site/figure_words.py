"""What kept itself writes around diagrams and graphs, in the language of the theme.

Languages are those that somebody here can read; all others have the English words. A name such as `pt-BR`
stands for its language.
"""

from __future__ import annotations

from dataclasses import astuple

from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Words around a diagram, those of its dialog, and those of a graph of records."""

    diagram: str = "Diagram"
    enlarge: str = "Enlarge"
    copy: str = "Copy source"
    as_text: str = "Diagram as text"
    larger: str = "Larger"
    smaller: str = "Smaller"
    fit: str = "Fit"
    whole: str = "All of it"
    close: str = "Close"
    relations: str = "Records and relations"
    record: str = "Record"
    kind: str = "Kind"
    leads_to: str = "Leads to"
    around: str = "What is around {}"

    @property
    def of_dialog(self) -> str:
        """Those that the script in the reader's browser shows; empty where it knows them itself."""
        words = (self.larger, self.smaller, self.fit, self.whole, self.close)
        return "" if astuple(self) == astuple(ENGLISH) else "|".join((*words, self.diagram))


ENGLISH = FigureWords()
_OTHERS = {
    "de": FigureWords(
        *("Diagramm", "Vergrößern", "Quelltext kopieren", "Diagramm als Text"),
        *("Größer", "Kleiner", "Einpassen", "Alles zeigen", "Schließen"),
        *("Einträge und Beziehungen", "Eintrag", "Art", "Führt zu", "Was mit {} zusammenhängt"),
    ),
    "es": FigureWords(
        *("Diagrama", "Ampliar", "Copiar código", "Diagrama en texto"),
        *("Más grande", "Más pequeño", "Ajustar", "Ver todo", "Cerrar"),
        *("Registros y relaciones", "Registro", "Tipo", "Lleva a", "Lo que rodea a {}"),
    ),
    "fr": FigureWords(
        *("Diagramme", "Agrandir", "Copier le code", "Diagramme en texte"),
        *("Plus grand", "Plus petit", "Ajuster", "Tout afficher", "Fermer"),
        *("Fiches et relations", "Fiche", "Type", "Mène à", "Autour de {}"),
    ),
    "it": FigureWords(
        *("Diagramma", "Ingrandisci", "Copia il codice", "Diagramma come testo"),
        *("Più grande", "Più piccolo", "Adatta", "Mostra tutto", "Chiudi"),
        *("Schede e relazioni", "Scheda", "Tipo", "Porta a", "Attorno a {}"),
    ),
    "nl": FigureWords(
        *("Diagram", "Vergroten", "Broncode kopiëren", "Diagram als tekst"),
        *("Groter", "Kleiner", "Passend", "Alles tonen", "Sluiten"),
        *("Gegevens en relaties", "Gegeven", "Soort", "Leidt naar", "Rondom {}"),
    ),
    "pt": FigureWords(
        *("Diagrama", "Ampliar", "Copiar código", "Diagrama em texto"),
        *("Maior", "Menor", "Ajustar", "Mostrar tudo", "Fechar"),
        *("Registos e relações", "Registo", "Tipo", "Leva a", "O que rodeia {}"),
    ),
}


def figure_words(language: object) -> FigureWords:
    """The words in a language, else in English."""
    name = str(language or "").replace("_", "-").lower()
    return _OTHERS.get(name.partition("-")[0], ENGLISH)
