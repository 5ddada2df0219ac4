"""What is personal in records is found, and what tickets are full of is not taken for it."""

from __future__ import annotations

from kept.records.personal import Personal, personal, persons_in_fields
from kept.records.read import read_file
from kept.text import Source, Span

PERSONAL = """\
the name of a person: Maria Keller | Ms. Okafor | Herr Müller-Lüdenscheidt | Mr. J. Okafor
the name of a person: Jean-Pierre Dupont | Prof. Schmidt | Anna K. Svensson | Signora Bianchi
a person's address: jan.novak@gmail.com | m.rossi@fabbrica-rossi.it | anna_schmidt1984@web.de
a phone number: +49 170 2345678 | +1 (415) 867-2671 | +33 1 42 68 53 00 | 0049 170 2398654 | 0171 2398654
a phone number: 030/9018203 | 020 7183 8750 | 01 42 68 53 00 | 415-867-2671 | (415) 867-2671
a bank account: DE89 3704 0044 0532 0130 00 | GB29NWBK60161331926819 | FR14 2004 1010 0505 0001 3M02 606
the address of a house: Hauptstraße 12 | Lindenstr. 5a | Lindenweg 7, 80331 München | 12 Baker Street
the address of a house: 221B Baker St | 1600 Pennsylvania Avenue | 45 Old Mill Road | 12 rue de la Paix
the address of a house: 3 bis, avenue des Champs | Calle Mayor 14 | Keizersgracht 174
the address of a house: Piazza Garibaldi 8 | PO Box 4410 | Postfach 12 03
"""
HARMLESS = """\
Global Tech Solutions | Robert Brandt GmbH | Hewlett Packard Enterprise | Ernst & Young
Johnson Controls | Thomas Cook Group | A hotel chain | AI_Inferencing_Stutter_Issue | Orion BGA Unit 001
Firmware 2026.11.20-rc1 | The lights stay red after update 1.0.1 | 2026-11-20
2026-11-20 14:00 - 2026-11-21 08:00 | support@router-makers.com | Error 0x80070057 on page 12
Order 4500012345 | Serial number SN-0123-4567-89 | Part 0402 1005 metric | CVE-2026-12345 | 192.168.0.12
00:1A:2B:3C:4D:5E | 5 Hard Drive failures | 12 Disk Drive bays | 8 PCIe Lane slots
Spring 5 does not start | Steckplatz 2 ohne Strom | Fertigungsstraße 2 steht | Via USB 3
Windows Server 2022 | Marie Curie Hospital | San Jose plant | Drive Letter missing | 12:30 to 14:00 UTC
from 200 to 4000 requests | 0.5 % of 1 200 000 pages | ISO 27001:2022 | isbn 978-3-16-148410-0
EU25 2004 1010 0505 0001 3M02 606 | Model GB29 Pro 6016 1331 | Ada Lovelace GPU | Jenkins 2.440
build 20261120 1400 2300 | Rates of 100 200 300 400 | lanes 01 02 03 04 05 06 | DIN EN 60950-1
10.0.0.1:8080
"""


def test_what_is_a_persons_is_found_and_nothing_else() -> None:
    for line in PERSONAL.splitlines():
        kind, _, given = line.partition(": ")
        for words in given.split(" | "):
            for text in (words, f"tickets:\n  t: {{summary: Seen at {words}, today}}\n", f"# ({words})"):
                found = [*personal(text, ())]
                assert [(one.words, one.looks_like) for one in found] == [(words, kind)], text
                assert text[found[0].span.start : found[0].span.end] == words
    for words in (one for line in HARMLESS.splitlines() for one in line.split(" | ")):
        for text in (words, f"tickets:\n  t: {{summary: {words}, today}}\n"):
            assert [*personal(text, ())] == [], text


def test_labels_and_fields_that_ask_for_a_person_are_answered_by_one() -> None:
    for text, words in (
        ("attn: Wanjiru Kamau", "Wanjiru Kamau"),
        ("c/o Wanjiru Kamau, by post", "Wanjiru Kamau"),
        ("Tel. 4155 23 98", "4155 23 98"),
        ("phone: 867 2671 44", "867 2671 44"),
    ):
        assert [one.words for one in personal(text, ())] == [words]
    given = {
        "contact": "Wanjiru Kamau",
        "reported_by": "Jan van der Meer",
        "account_manager": "L. de Boer",
        "reporter": "Ö. Şen",
    }
    harmless = {
        "owner": "Field Services",
        "assigned_to": "level-2",
        "name": "Wanjiru Kamau",
        "engineer": "Orion",
    }
    fields = ", ".join(f"{key}: {value}" for key, value in (given | harmless).items())
    (record,) = read_file(Source("a.yml", f"tickets: {{t: {{{fields}, agent: [a]}}}}")).records
    assert [one.words for one in persons_in_fields(record)] == [*given.values()]


def test_contacts_that_may_stand_are_left_alone() -> None:
    allowed = ("*@router-makers.com", "+49 170 2345678")
    text = "max.keller@router-makers.com, 0049 170 2345678, jan.novak@gmail.com"
    assert [*personal(text, allowed)] == [Personal("jan.novak@gmail.com", "a person's address", Span(48, 67))]
