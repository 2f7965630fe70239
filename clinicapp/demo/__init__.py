"""The main job, done through the real windows, with every screen kept as a picture."""

from clinicapp.demo.main_job import run_demo

__all__ = ["run_demo"]
