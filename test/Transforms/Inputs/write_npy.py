"""Writes .npy files, good ones and broken ones, into a folder: write_npy.py FOLDER"""

import pathlib
import struct
import sys


def npy(descr, shape, data, fortran=False, version=1):
    header = f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}"
    size = "<H" if version == 1 else "<I"
    start = 8 + struct.calcsize(size)
    header += " " * (-(start + len(header) + 1) % 64) + "\n"
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack(size, len(header)) + header.encode() + data


def floats(form, *values):
    return struct.pack(f"<{len(values)}{form}", *values)


FILES = {
    "f32": npy("<f4", "(2,)", floats("f", 0.5, -1.5)),
    "f64": npy("<f8", "(2,)", floats("d", 0.5, -1.5)),
    "f16": npy("<f2", "(2,)", floats("e", 0.5, -1.5)),
    "version2": npy("<f4", "(2,)", floats("f", 0.5, -1.5), version=2),
    "scalar": npy("<f4", "()", floats("f", 0.5)),
    "matrix": npy("<f4", "(1, 2)", floats("f", 0.5, -1.5)),
    "three": npy("<f4", "(3,)", floats("f", 0.5, -1.5, 2.5)),
    "integers": npy("<i4", "(2,)", floats("i", 1, 2)),
    "big-endian": npy(">f4", "(2,)", struct.pack(">2f", 0.5, -1.5)),
    "fortran": npy("<f4", "(1, 2)", floats("f", 0.5, -1.5), fortran=True),
    "short": npy("<f4", "(2,)", floats("f", 0.5)),
    "cut": npy("<f4", "(2,)", b"")[:20],
    "text": b"0.5 -1.5 and nothing else\n",
    "empty": b"",
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, data in FILES.items():
    (folder / f"{name}.npy").write_bytes(data)
