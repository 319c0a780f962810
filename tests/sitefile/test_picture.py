"""A crest is one that paper can draw, and no larger than it needs."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from server.sitefile.picture import BYTES, SIDE, picture
from server.sitefile.reading import read_site
from tests.sitefile.towns import refusal, small


def png(
    size: tuple[int, int], colour: str = "black", mode: str = "RGB", kind: str = "PNG"
) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, colour).convert(mode).save(kept, kind)
    return kept.getvalue()


def told(data: bytes) -> str:
    encoded = b64encode(data).decode()
    (line,) = refusal(small('brand = "#0b5d66"', f'logo = "{encoded}"'))
    place, _, cure = line.partition("site.logo: ")
    assert place == "line 7: "
    return cure


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "I;16"])
def test_a_crest_of_any_kind_is_taken(mode: str) -> None:
    encoded = b64encode(png((320, 200), mode=mode)).decode()
    text = small('brand = "#0b5d66"', f'logo = "{encoded}"')
    assert read_site(text).face.logo == encoded


def test_a_crest_may_stand_on_many_lines() -> None:
    encoded = b64encode(png((320, 200))).decode()
    assert picture("\n".join([encoded[:30], encoded[30:]])) == encoded


@pytest.mark.parametrize("size", [(4960, 7016), (SIDE + 1, 10), (10, SIDE + 1), (60_000, 60_000)])
def test_a_crest_of_too_many_dots_is_refused_before_it_is_drawn(size: tuple[int, int]) -> None:
    data = bytearray(png((10, 10)))
    data[16:24] = size[0].to_bytes(4) + size[1].to_bytes(4)
    assert told(bytes(data)) == (
        f"{size[0]} dots wide and {size[1]} high; at most {SIDE} each, and 320 across are enough"
    )


def test_what_cannot_be_printed_is_refused_with_its_cure() -> None:
    assert told(png((10, 10), kind="JPEG")) == "not a PNG picture; save it as PNG"
    assert told(b"\x89PNG\r\n\x1a\n") == "not a PNG picture; save it as PNG"
    assert told(png((300, 300))[:60]) == "a PNG picture that cannot be drawn; save it anew"
    assert told(png((10, 10)) + b"x" * BYTES).startswith("larger than 200 kB")
    assert told(png((10, 10), "white")).startswith("nothing in it is dark enough")
    assert "base64" in refusal(small('brand = "#0b5d66"', 'logo = "logo.png"'))[0]
