"""The municipality of an address, where names hold 市, 町 and 村 themselves."""

from __future__ import annotations

import pytest

from extractors.places.addresses import municipality_of
from pipeline.document.model import Line

ADDRESSES = [
    ("香川県高松市番町４－１", "高松市"),
    ("〒760-0017 高松市番町", "高松市"),
    ("四日市市泊３－４", "四日市市"),
    ("市川市八幡１", "市川市"),
    ("十日町市千歳町", "十日町市"),
    ("大町市大町", "大町市"),
    ("西山郡青葉町大字岬１２", "青葉町"),
    ("佐波郡玉村町下新田", "玉村町"),
    ("中新川郡上市町法音寺", "上市町"),
    ("上市町", "上市町"),
    ("岬村１２番地", "岬村"),
    ("東京都新宿区西新宿２", "新宿区"),
    ("仙台市青葉区本町", "仙台市"),
    ("北浦市", "北浦市"),
    ("松本市渚１丁目", "松本市"),
    ("愛知県蒲郡市中央本町６", "蒲郡市"),
    ("大和郡山市南郡山町", "大和郡山市"),
    ("福岡県小郡市大保", "小郡市"),
    ("郡上市八幡町島谷", "郡上市"),
    ("神崎郡市川町西川辺", "市川町"),
    ("大阪府三島郡島本町水無瀬", "島本町"),
    ("県内全域", None),
    ("0287-00-1111", None),
    ("", None),
]


@pytest.mark.parametrize(("address", "place"), ADDRESSES)
def test_municipality(address: str, place: str | None) -> None:
    found = municipality_of(Line(0, None, 1, address).cite())
    assert (found.text if found else None) == place
