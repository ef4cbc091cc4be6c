"""An address as a QR code: rows of squares, true where dark, without the quiet border."""

from __future__ import annotations

from guatu.core.errors import AskedError


class AddressTooLong(AskedError):
    code = "A544"
    reason = "网址太长（{count}个字符），印成的二维码手机读不出。"
    remedy = "请用短一些的网址，不超过{most}个字符。"


MOST = 300  # characters: beyond, the squares on a wall chart are smaller than a telephone sees


def qr_code(address: str) -> tuple[tuple[bool, ...], ...]:
    """With a quarter of the squares to spare, as paper on a wall gets scratched. Raises AddressTooLong."""
    if len(address) > MOST:
        raise AddressTooLong(count=len(address), most=MOST)
    import segno

    return tuple(tuple(bool(square) for square in row) for row in segno.make(address, error="q", micro=False).matrix)
