/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One finished replicate in a file of its own, plain rather than HDF5: no lock, no library state, and a checksum on every byte.
 *
 *   head       uint64 mark, fingerprint of the layout, replicate, number of blocks
 *   blocks     per variable in parts: bytes, XXH3-64 of them
 *   checksum   XXH3-64 of head and blocks
 *   values     of each block in turn, in the machine's byte order (the mark shows another order)
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/archive_private.h"

enum { HEAD_WORDS = 4, SLICE_BYTES = 1 << 18 };
static const uint64_t part_mark = UINT64_C(0x6b69746870617201); /* "kithpar", version 1 */

static char *part_path(const char *directory, int64_t replicate)
{
    return archive_parts_path(directory, ARCHIVE_PART_NAME, replicate);
}

static enum kith_status damaged(const struct archive_part *part, const char *how, struct kith_report *report)
{
    if (report)
        kith_report_add(report, KITH_ERROR, part->path, 0, 0,
                        "this part of the results %s; delete it and run the same command again: only its replicate is repeated",
                        how);
    return KITH_FAILED;
}

void archive_part_close(struct archive_part *part)
{
    if (part->file)
        fclose(part->file);
    free(part->path);
    free(part->blocks);
    XXH3_freeState(part->hash);
    *part = (struct archive_part){0};
}

static uint64_t head_checksum(const uint64_t head[HEAD_WORDS], const struct archive_part_block *blocks, uint64_t count)
{
    return XXH3_64bits_withSeed(blocks, count * sizeof *blocks, XXH3_64bits(head, HEAD_WORDS * sizeof *head));
}

static uint64_t values_offset(uint64_t block_count)
{
    return (HEAD_WORDS + 1) * sizeof(uint64_t) + block_count * sizeof(struct archive_part_block);
}

/* Reads the tables; the file's size decides what may be allocated, so a damaged count cannot ask for more. */
static enum kith_status read_tables(struct archive_part *part, int64_t replicate, uint64_t size, struct kith_report *report)
{
    uint64_t head[HEAD_WORDS], checksum;
    if (fread(head, sizeof *head, HEAD_WORDS, part->file) != HEAD_WORDS)
        return damaged(part, "is cut short", report);
    uint64_t count = head[3];
    if (head[0] != part_mark || (int64_t)head[2] != replicate)
        return damaged(part, "is not what its name says", report);
    if (count > size / sizeof *part->blocks)
        return damaged(part, "is cut short", report);
    part->fingerprint = head[1];
    part->block_count = count;
    part->blocks = calloc(count + 1, sizeof *part->blocks);
    part->hash = XXH3_createState();
    if (!part->blocks || !part->hash)
        return archive_error_system(report, part->path, "read the file", ENOMEM);
    if (fread(part->blocks, sizeof *part->blocks, count, part->file) != count ||
        fread(&checksum, sizeof checksum, 1, part->file) != 1)
        return damaged(part, "is cut short", report);
    if (checksum != head_checksum(head, part->blocks, count))
        return damaged(part, "has a wrong checksum", report);
    uint64_t expected = values_offset(count);
    for (uint64_t i = 0; i < count; i++)
        expected += part->blocks[i].bytes;
    return expected == size ? KITH_OK : damaged(part, size < expected ? "is cut short" : "is too long", report);
}

enum kith_status archive_part_open(struct archive_part *part, const char *directory, int64_t replicate,
                                   struct kith_report *report)
{
    struct stat facts;
    *part = (struct archive_part){.path = part_path(directory, replicate)};
    if (!part->path)
        return archive_error_system(report, directory, "read the directory", ENOMEM);
    part->file = fopen(part->path, "rb");
    if (!part->file || fstat(fileno(part->file), &facts) != 0)
        return archive_error_system(report, part->path, "read the part of a finished replicate", errno);
    return read_tables(part, replicate, (uint64_t)facts.st_size, report);
}

enum kith_status archive_part_start(struct archive_part *part, size_t block, struct kith_report *report)
{
    uint64_t offset = values_offset(part->block_count);
    for (size_t i = 0; i < block; i++)
        offset += part->blocks[i].bytes;
    part->current = block;
    part->taken = 0;
    if (fseeko(part->file, (off_t)offset, SEEK_SET) != 0)
        return archive_error_system(report, part->path, "read the file", errno);
    XXH3_64bits_reset(part->hash);
    return archive_part_take(part, NULL, 0, report);
}

enum kith_status archive_part_take(struct archive_part *part, void *buffer, size_t bytes, struct kith_report *report)
{
    if (bytes > 0 && fread(buffer, 1, bytes, part->file) != bytes) {
        if (ferror(part->file))
            return archive_error_system(report, part->path, "read the file", errno);
        return damaged(part, "is cut short", report);
    }
    if (bytes > 0)
        XXH3_64bits_update(part->hash, buffer, bytes);
    part->taken += bytes;
    const struct archive_part_block *block = &part->blocks[part->current];
    if (part->taken == block->bytes && XXH3_64bits_digest(part->hash) != block->checksum)
        return damaged(part, "has a wrong checksum", report);
    return KITH_OK;
}

bool archive_part_exists(const char *directory, int64_t replicate)
{
    struct archive_part part;
    enum kith_status status = archive_part_open(&part, directory, replicate, NULL);
    char *slice = malloc(SLICE_BYTES);
    bool whole = status == KITH_OK && slice;
    for (size_t block = 0; whole && block < part.block_count; block++) {
        whole = archive_part_start(&part, block, NULL) == KITH_OK;
        while (whole && part.taken < part.blocks[block].bytes) {
            uint64_t left = part.blocks[block].bytes - part.taken;
            whole = archive_part_take(&part, slice, left < SLICE_BYTES ? (size_t)left : SLICE_BYTES, NULL) == KITH_OK;
        }
    }
    free(slice);
    archive_part_close(&part);
    return whole;
}

static size_t data_bytes(const struct archive_layout *layout, const struct archive_variable *variable,
                         const struct archive_data *data)
{
    size_t length = archive_layout_is_log(layout, variable) ? data->rows : archive_part_length(layout, variable);
    return length * archive_type_size(variable->type);
}

/* The table of blocks, and in *count how many; NULL when memory is out. */
static struct archive_part_block *tabulate(const struct archive_layout *layout, const struct archive_data *data, uint64_t *count)
{
    struct archive_part_block *blocks = calloc(layout->variable_count + 1, sizeof *blocks);
    *count = 0;
    for (size_t i = 0; blocks && i < layout->variable_count; i++) {
        if (!archive_layout_in_parts(layout, &layout->variables[i]))
            continue;
        size_t bytes = data_bytes(layout, &layout->variables[i], &data[i]);
        blocks[(*count)++] =
            (struct archive_part_block){.bytes = bytes, .checksum = XXH3_64bits(bytes ? data[i].values : "", bytes)};
    }
    return blocks;
}

static bool put(FILE *file, const void *values, size_t bytes)
{
    return bytes == 0 || fwrite(values, 1, bytes, file) == bytes;
}

static bool put_all(FILE *file, const struct archive_layout *layout, int64_t replicate, const struct archive_data *data)
{
    uint64_t count;
    struct archive_part_block *blocks = tabulate(layout, data, &count);
    if (!blocks)
        return false;
    uint64_t head[HEAD_WORDS] = {part_mark, archive_layout_fingerprint(layout), (uint64_t)replicate, count};
    uint64_t checksum = head_checksum(head, blocks, count);
    bool well =
        put(file, head, sizeof head) && put(file, blocks, count * sizeof *blocks) && put(file, &checksum, sizeof checksum);
    for (size_t i = 0; well && i < layout->variable_count; i++)
        if (archive_layout_in_parts(layout, &layout->variables[i]))
            well = put(file, data[i].values, data_bytes(layout, &layout->variables[i], &data[i]));
    free(blocks);
    return well;
}

/* Unequal columns would shift rows against each other: found here, where the mistake is, not at the merge. */
static enum kith_status check_rows(const struct archive_layout *layout, const struct archive_data *data, const char *path,
                                   struct kith_report *report)
{
    for (size_t i = 0; i < layout->variable_count; i++)
        for (size_t j = 0; j < i; j++)
            if (archive_layout_is_log(layout, &layout->variables[i]) && archive_layout_is_log(layout, &layout->variables[j]) &&
                archive_layout_same_group(&layout->variables[i], &layout->variables[j]) && data[i].rows != data[j].rows)
                return kith_report_add(report, KITH_ERROR, path, 0, 0, "columns %s and %s of the log %s differ in length",
                                       layout->variables[j].name, layout->variables[i].name, layout->variables[i].group);
    return KITH_OK;
}

enum kith_status archive_part_write(const char *directory, const struct archive_layout *layout, int64_t replicate,
                                    const struct archive_data *data, struct kith_report *report)
{
    FILE *file = NULL;
    char *path = part_path(directory, replicate);
    char *temporary = archive_parts_path(directory, "replicate-%" PRId64 ".%ld.tmp", replicate, (long)getpid());
    enum kith_status status = archive_layout_check(layout, path, report);
    if (status == KITH_OK)
        status = check_rows(layout, data, path, report);
    if (status != KITH_OK)
        goto cleanup;
    errno = ENOMEM;
    if (path && temporary)
        file = fopen(temporary, "wb");
    if (!file) {
        status = archive_error_system(report, directory, "write the part of a finished replicate", errno);
        goto cleanup;
    }
    int error = put_all(file, layout, replicate, data) ? 0 : errno;
    if (fclose(file) != 0 && !error)
        error = errno;
    status = error ? archive_error_system(report, path, "write the part of a finished replicate", error)
                   : archive_parts_publish(temporary, path, report);
    if (status != KITH_OK)
        unlink(temporary);
cleanup:
    free(path);
    free(temporary);
    return status;
}

enum kith_status archive_part_read(const char *directory, const struct archive_layout *layout, int64_t replicate,
                                   const struct archive_variable *variable, void *values, struct kith_report *report)
{
    struct archive_part part;
    enum kith_status status = archive_part_open(&part, directory, replicate, report);
    size_t block = 0, bytes = archive_part_length(layout, variable) * archive_type_size(variable->type);
    for (const struct archive_variable *before = layout->variables; before < variable; before++)
        block += archive_layout_in_parts(layout, before);
    if (status == KITH_OK && (part.fingerprint != archive_layout_fingerprint(layout) || block >= part.block_count ||
                              part.blocks[block].bytes != bytes))
        status = damaged(&part, "holds other variables", report);
    if (status == KITH_OK)
        status = archive_part_start(&part, block, report);
    if (status == KITH_OK)
        status = archive_part_take(&part, values, bytes, report);
    archive_part_close(&part);
    return status;
}
