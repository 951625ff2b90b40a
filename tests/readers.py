# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a results file the way its users do: ncdump, xarray (both engines), h5py with pandas, R's ncdf4.

Each check_* takes the path of a file that kith wrote and raises AssertionError with a sentence. As a program: readers.py FILE...
"""
import shutil
import subprocess
import sys
import warnings

import h5py
import numpy
import pandas
import xarray

NOT_A_VARIABLE = b"This is a netCDF dimension but not a netCDF variable"


def is_scale(dataset):
    return dataset.attrs.get("CLASS") == b"DIMENSION_SCALE"


def is_bare_dimension(dataset):
    return is_scale(dataset) and bytes(dataset.attrs["NAME"]).startswith(NOT_A_VARIABLE)


def groups_of(path):
    """Names of the child groups; the root is the empty name."""
    with h5py.File(path) as file:
        return [""] + [name for name, item in file.items() if isinstance(item, h5py.Group)]


def dimensions_of(dataset):
    """Names of a dataset's axes, as the scales give them."""
    if is_scale(dataset):
        return (dataset.name.rsplit("/", 1)[1],)
    return tuple(axis[0].name.rsplit("/", 1)[1] for axis in dataset.dims)


def check_dataset(dataset):
    name = dataset.name
    kind = dataset.dtype
    text = h5py.check_string_dtype(kind)
    assert text is not None or kind.kind in "iuf", f"{name}: type {kind} is not one that netCDF and R read"
    assert h5py.check_enum_dtype(kind) is None, f"{name} is an HDF5 enumeration"
    if text is not None:
        assert text.encoding == "utf-8" and text.length is None, f"{name}: labels are not variable-length UTF-8"
        labels = dataset.asstr()[:].tolist()
        assert all(labels), f"{name}: texts {labels} are empty"
        assert not is_scale(dataset) or len(set(labels)) == len(labels), f"{name}: labels {labels} are repeated"
    if is_bare_dimension(dataset):
        return
    for number, axis in enumerate(dataset.dims if not is_scale(dataset) else []):
        assert len(axis) == 1, f"{name}: axis {number} has {len(axis)} scales"
        assert axis[0].parent == dataset.parent, f"{name}: the scale of axis {number} is in another group"
        assert is_bare_dimension(axis[0]) or axis[0].shape[0] == dataset.shape[number], f"{name}: axis {number} and its scale differ in length"
    assert isinstance(dataset.attrs.get("long_name"), str) and dataset.attrs["long_name"], f"{name} has no long_name"
    assert text is not None or (isinstance(dataset.attrs.get("units"), str) and dataset.attrs["units"]), f"{name} has no units"
    if kind.kind == "f":
        assert numpy.isnan(dataset.attrs["_FillValue"]) and dataset.attrs["_FillValue"].dtype == kind, f"{name}: _FillValue is not NaN"
    if "flag_meanings" in dataset.attrs:
        values, meanings = dataset.attrs["flag_values"], dataset.attrs["flag_meanings"].split()
        assert values.dtype == kind == numpy.uint8 and len(values) == len(meanings), f"{name}: flags and their meanings differ"
        assert numpy.isin(dataset[()], values).all(), f"{name} holds a category without a meaning"


def check_h5py(path):
    """The file's structure, and every log as a data frame."""
    with h5py.File(path) as file:
        assert isinstance(file.attrs["Conventions"], str) and len(file.attrs["results_digest"]) == 32, "root attributes are missing"
        datasets = []
        file.visititems(lambda _, item: datasets.append(item) if isinstance(item, h5py.Dataset) else None)
        for dataset in datasets:
            check_dataset(dataset)
        for name in groups_of(path)[1:]:
            group = file[name]
            logs = [item for item in group.values() if is_bare_dimension(item)]
            if not logs:
                continue
            assert len(logs) == 1, f"{name} has {len(logs)} log axes"
            columns = {item.name.rsplit("/", 1)[1]: item[:] for item in group.values()
                       if not is_scale(item) and item.ndim == 1 and item.dims[0][0] == logs[0]}
            frame = pandas.DataFrame(columns)
            assert len(frame) == logs[0].shape[0] == group["row_size"][:].sum(), f"{name}: columns, axis and row_size differ in rows"


def check_xarray(path, engine):
    """Root and each child group alone: axes by name, labels as text, time as dates, nothing taken for a duration."""
    for group in groups_of(path):
        with warnings.catch_warnings():
            warnings.simplefilter("error", xarray.SerializationWarning)
            data = xarray.open_dataset(path, group=group or None, engine=engine)
        with data, h5py.File(path) as file:
            where = group or "root"
            for name, item in file[group or "/"].items():
                if not isinstance(item, h5py.Dataset) or is_bare_dimension(item):
                    continue
                assert name in data.variables, f"{where}: {engine} does not show {name}"
                assert data[name].dims == dimensions_of(item), f"{where}: {engine} names the axes of {name} {data[name].dims}"
                assert data[name].dtype.kind != "m", f"{where}: {engine} decodes {name} as a duration"
                if is_scale(item):
                    assert name in data.coords, f"{where}: {engine} does not take {name} for a coordinate"
                if h5py.check_string_dtype(item.dtype):
                    assert data[name].values.tolist() == item.asstr()[:].tolist(), f"{where}: {engine} reads other labels of {name}"
                elif name != "time":
                    numpy.testing.assert_array_equal(data[name].values, item[()], f"{where}: {name} read by {engine}")
            if "time" in data.variables:
                assert "time" in data.coords and data["time"].dtype.kind == "M", f"{where}: {engine} does not decode time"
            for name in data.data_vars:
                if data[name].dtype.kind == "f":
                    data[name].mean(skipna=True).load()


def check_ncdump(path):
    header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True)
    assert header.returncode == 0, f"ncdump: {header.stderr}"
    subprocess.run(["ncdump", path], stdout=subprocess.DEVNULL, check=True)
    assert "phony_dim" not in header.stdout, "ncdump finds an axis without a name"
    for name in groups_of(path)[1:]:
        assert f"group: {name} {{" in header.stdout, f"ncdump does not show group {name}"
    assert "enum" not in header.stdout and "compound" not in header.stdout, "ncdump shows a type of its own"


R_SCRIPT = r"""
suppressPackageStartupMessages(library(ncdf4))
file <- nc_open(commandArgs(TRUE)[1])
for (name in names(file$var)) {
  variable <- file$var[[name]]
  lengths <- sapply(variable$dim, function(axis) axis$len)
  values <- if (any(lengths == 0)) NULL else ncvar_get(file, name)
  cat("variable", name, paste(sapply(variable$dim, function(axis) basename(axis$name)), collapse = ","),
      ncatt_get(file, name, "units")$value, "\n", sep = "|")
}
for (axis in file$dim) cat("axis", axis$name, axis$len, paste(head(axis$vals, 3), collapse = ","), "\n", sep = "|")
cat("digest", ncatt_get(file, 0, "results_digest")$value, "\n", sep = "|")
nc_close(file)
"""


def check_r(path):
    if not shutil.which("Rscript"):
        print("readers: Rscript is not installed, R not checked")
        return
    shown = subprocess.run(["Rscript", "-e", R_SCRIPT, path], capture_output=True, text=True)
    assert shown.returncode == 0, f"R: {shown.stderr}"
    rows = [line.split("|") for line in shown.stdout.splitlines()]
    found = {row[1]: row for row in rows if row[0] == "variable"}
    axes = {row[1]: row for row in rows if row[0] == "axis"}
    with h5py.File(path) as file:
        assert ["digest", file.attrs["results_digest"]] in [row[:2] for row in rows], "R reads no results_digest"
        for group in groups_of(path):
            for name, item in file[group or "/"].items():
                full = f"{group}/{name}" if group else name
                if not isinstance(item, h5py.Dataset) or is_bare_dimension(item):
                    continue
                if is_scale(item):
                    assert full in axes or full in found, f"R does not show the axis {full}"
                    continue
                assert full in found, f"R does not show {full}"
                assert found[full][2].split(",") == list(reversed(dimensions_of(item))) or item.ndim == 0, \
                    f"R names the axes of {full} {found[full][2]}"
                assert "units" not in item.attrs or found[full][3] == item.attrs["units"], f"R reads the unit of {full} as {found[full][3]}"


def check_all(path):
    check_h5py(path)
    check_ncdump(path)
    for engine in ("h5netcdf", "netcdf4"):
        check_xarray(path, engine)
    check_r(path)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        check_all(argument)
        print(f"{argument}: every reader agrees")
