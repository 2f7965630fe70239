"""Puts resources/ into the installed package, as clinicapp/resources; see pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["clinicapp*"]), "clinicapp.resources"],
    package_dir={"clinicapp.resources": "resources"},
    package_data={"clinicapp.resources": ["**/*"]},
)
