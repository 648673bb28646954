import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.privacy.text.identifying import identifying
from plugins.privacy.text.normalised import normalised
from tests.privacy.gate.planted import NOTHING_ALLOWED, inside

SIGNS = st.text(alphabet="019-. <b>=|,/&#;*_\\u%2D[]()\"'\n가９é\u200b°+@", max_size=80)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("９００－１", "900-1"),
        ('9<b title="a>b">0</b>0', '900\n<b title="a>b">\n</b>'),
        ("a<b and c='d e<b>f", "a<b and c='d ef\n<b>"),
        ("9[^1]0 [^1]: note", "90 [^1]: note\n[^1]"),
        ("9<b>0</b>0", "900\n<b>\n</b>"),
        ("<td>9</td><td>0</td>", "\n9\n\n0\n\n<td>\n</td>\n<td>\n</td>"),
        ("a*b*c __d__ e_f", "abc d e_f"),
        ("9&#48;&amp;#48;", "900"),
        ("39°01′12″", "39°01'12\""),
        ("a\u00adb\u200bc\u202ed\ufe0fe", "abcde"),
    ],
)
def test_a_text_is_made_plain(text: str, plain: str) -> None:
    assert normalised(text).text == plain


@settings(max_examples=200, deadline=None)
@given(SIGNS)
def test_nothing_crashes_and_every_place_lies_in_the_text(text: str) -> None:
    plain = normalised(text)
    assert all(0 <= place <= len(text) for place in plain.origins(range(len(plain.text))))
    assert all(0 <= finding.offset < len(text) for finding in identifying(text, NOTHING_ALLOWED, inside))


@settings(max_examples=100, deadline=None)
@given(SIGNS, SIGNS)
def test_a_planted_number_is_found_where_it_stands(before: str, after: str) -> None:
    text = f"{before} \n\n900101-1234567\n\n {after}"
    places = {
        finding.offset for finding in identifying(text, NOTHING_ALLOWED, inside) if finding.rule == "resident-number"
    }
    # An open tag or link before it takes the number into itself; the place is then still that of the number.
    assert len(before) + 3 in places


ADVERSARIAL = [
    "9", "9-", "1 ", "<", "<!--", "<a", "&", "&#", "&amp;", "%2", "%25", "[", "[a](", "](", "*", "_", "__a", "\\", "\\u",
    "1.1,", "39.05 ", "125.75,", "39.05,125.75 ", "39°", "12'", "a@", "a.", "@a.", "///a.", "A1", "M1234567", "02-", "010-",
    "계좌 1", "34세 ", "work unit ", "camp ", "8Q", "+22", "51S ", "msgid \"\"\n", "가", "\u200b", "passport 1", "a(at)", "a dot ", "lat 39.05 ",
    "latitude lon ", "\n", "1" + " " * 3, "BEGIN:VCALENDAR\n ",
    "=", '="', "<a=", '<a="', "<a='>", '<a b="', "[^", "[^1]", "900101 ", "900101,", "900101|", "900101\n",
    "90-01-01-", "1990-01-01-", "900101-12**", "010, ", "phone,", "phone 1012345678\n", "101234567\n", "/1", "a.com/13812345678 ",
    "gb82 ", "GB82-WEST-", "+850", "8210", "longitude is ", "125.7 de ", "129:46:", "129 degrees 46 minutes ", "4.179e1 ",
    "52N easting ", "bit.ly/", "map bit.ly/", "2QX2+", " was 19 ", "나이 19 ", "교화소 ", "unit 3 of ", "5th platoon ",
]  # fmt: skip


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    identifying(text, NOTHING_ALLOWED, inside)
    assert time.process_time() - begun < 3
