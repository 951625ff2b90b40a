/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How HDF5 reaches the disk: plain reads and writes, but a write that fails is noted and then passed over in silence.
 *
 * HDF5 1.10 that cannot write while closing a file keeps half of it and crashes when the program ends (use after free in
 * H5F__close_cb). So it is never told; the caller looks at the noted error, closes as if all were well, and throws the file
 * away. Without file locks, which network file systems often lack: the temporary name is this process' own.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "archive/archive_private.h"

struct driver_file {
    H5FD_t public; /* first, as HDF5 knows the file by it */
    int descriptor;
    int *error; /* errno of the first failure */
    haddr_t allocated, end;
};

static H5FD_t *driver_open(const char *path, unsigned flags, hid_t access, haddr_t most)
{
    (void)most;
    int *const *error = H5Pget_driver_info(access);
    struct driver_file *file = error ? calloc(1, sizeof *file) : NULL;
    if (!file)
        return NULL;
    file->error = *error;
    int create = flags & H5F_ACC_CREAT ? O_CREAT | O_TRUNC : 0;
    file->descriptor = open(path, O_RDWR | O_CLOEXEC | create, 0666);
    if (file->descriptor >= 0)
        return &file->public;
    *file->error = errno;
    free(file);
    return NULL;
}

static void note(struct driver_file *file, int error)
{
    if (!*file->error)
        *file->error = error;
}

static herr_t driver_close(H5FD_t *public)
{
    struct driver_file *file = (struct driver_file *)public;
    if (close(file->descriptor) != 0)
        note(file, errno);
    free(file);
    return 0;
}

static herr_t driver_query(const H5FD_t *public, unsigned long *features)
{
    (void)public;
    *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
                H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

static haddr_t driver_get_allocated(const H5FD_t *public, H5FD_mem_t kind)
{
    (void)kind;
    return ((const struct driver_file *)public)->allocated;
}

static herr_t driver_set_allocated(H5FD_t *public, H5FD_mem_t kind, haddr_t allocated)
{
    (void)kind;
    ((struct driver_file *)public)->allocated = allocated;
    return 0;
}

static haddr_t driver_get_end(const H5FD_t *public, H5FD_mem_t kind)
{
    (void)kind;
    return ((const struct driver_file *)public)->end;
}

/* Beyond the end there are zeros, as HDF5's own drivers have it. */
static herr_t driver_read(H5FD_t *public, H5FD_mem_t kind, hid_t transfer, haddr_t address, size_t size, void *buffer)
{
    struct driver_file *file = (struct driver_file *)public;
    (void)kind, (void)transfer;
    for (size_t done = 0; done < size;) {
        ssize_t got = pread(file->descriptor, (char *)buffer + done, size - done, (off_t)(address + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            note(file, errno);
        if (got <= 0) {
            memset((char *)buffer + done, 0, size - done);
            break;
        }
        done += (size_t)got;
    }
    return 0;
}

static herr_t driver_write(H5FD_t *public, H5FD_mem_t kind, hid_t transfer, haddr_t address, size_t size, const void *buffer)
{
    struct driver_file *file = (struct driver_file *)public;
    (void)kind, (void)transfer;
    for (size_t done = 0; done < size && !*file->error;) {
        ssize_t put = pwrite(file->descriptor, (const char *)buffer + done, size - done, (off_t)(address + done));
        if (put < 0 && errno != EINTR)
            note(file, errno);
        else if (put > 0)
            done += (size_t)put;
    }
    file->end = address + size > file->end ? address + size : file->end;
    return 0;
}

static herr_t driver_truncate(H5FD_t *public, hid_t transfer, hbool_t closing)
{
    struct driver_file *file = (struct driver_file *)public;
    (void)transfer, (void)closing;
    if (!*file->error && file->allocated != file->end && ftruncate(file->descriptor, (off_t)file->allocated) != 0)
        note(file, errno);
    file->end = file->allocated;
    return 0;
}

hid_t archive_driver_register(void)
{
    static const H5FD_class_t driver = {
        .name = "kith",
        .maxaddr = (haddr_t)1 << 62,
        .fc_degree = H5F_CLOSE_STRONG,
        .fapl_size = sizeof(int *),
        .open = driver_open,
        .close = driver_close,
        .query = driver_query,
        .get_eoa = driver_get_allocated,
        .set_eoa = driver_set_allocated,
        .get_eof = driver_get_end,
        .read = driver_read,
        .write = driver_write,
        .truncate = driver_truncate,
        .fl_map = H5FD_FLMAP_DICHOTOMY,
    };
    return H5FDregister(&driver);
}
