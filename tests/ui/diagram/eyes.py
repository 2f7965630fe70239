"""How eyes see a picture: CIELAB, grey, and three kinds of colour blindness."""

from functools import cache

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
MACHADO = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LUMINANCE = (0.2126, 0.7152, 0.0722)
EYES = ("grey", *MACHADO)
_WHITE = (0.9505, 1.0, 1.089)
_XYZ = ((0.4124, 0.3576, 0.1805), LUMINANCE, (0.0193, 0.1192, 0.9505))


def _times(matrix, colour):
    return tuple(sum(m * part for m, part in zip(row, colour, strict=True)) for row in matrix)


@cache
def seen_as(eyes, rgb):
    """The CIELAB of 0xRRGGBB as these eyes see it; for "grey" its lightness alone.

    "usual" eyes see all of it.
    """
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    if eyes in MACHADO:
        linear = [min(max(part, 0.0), 1.0) for part in _times(MACHADO[eyes], linear)]
    elif eyes != "usual":
        linear = [sum(a * b for a, b in zip(LUMINANCE, linear, strict=True))] * 3
    shares = (a / b for a, b in zip(_times(_XYZ, linear), _WHITE, strict=True))
    x, y, z = (s ** (1 / 3) if s > 0.008856 else 7.787 * s + 16 / 116 for s in shares)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
