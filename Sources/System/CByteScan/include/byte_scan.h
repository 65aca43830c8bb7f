// Scan kernels over bytes: the structure of CSV text, well-formed UTF-8, quoting and unquoting of cells.
//
// Every function exists once for each level of the processor (portable C, SSE2, AVX2, AVX-512, NEON). The caller asks
// `nf_best_level` once and passes the level to each call, so that tests can run every level that the machine has.
// All levels give the same results, bit for bit.
#ifndef NF_BYTE_SCAN_H
#define NF_BYTE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NF_PADDING 64          // readable bytes that must stand behind scanned text, writable ones behind targets
#define NF_ESCAPED 0x80000000u // in a field's entry: the field holds doubled quotes
#define NF_POSITION 0x7FFFFFFFu

typedef enum {
  NF_PORTABLE = 0,
  NF_SSE2 = 1,
  NF_AVX2 = 2,
  NF_AVX512 = 3,       // F, BW, VL
  NF_AVX512_VBMI2 = 4, // and VBMI2: `vpcompressb` takes doubled quotes out
  NF_NEON = 5,
} nf_level;

/// The fastest level of this processor and operating system.
nf_level nf_best_level(void);
/// Whether this machine can run a level.
bool nf_level_available(nf_level level);

/// What separates fields and records. `quote` counts only where `has_quote` is set.
typedef struct {
  uint8_t delimiter;
  uint8_t quote;
  bool has_quote;
  bool crlf_only; // a line feed alone is a violation
} nf_csv_dialect;

/// What one call leaves for the next. All zero but `at_start` = 1 at the start of a record.
typedef struct {
  uint64_t in_quote;     // all ones inside quotes
  uint64_t after_quote;  // 1: the last byte was a quote that closes, or is the first of two
  uint64_t after_return; // 1: the last byte was a CR outside quotes
  uint64_t at_start;     // 1: the next byte starts a field
  uint64_t escaped;      // 1: the field that is open holds doubled quotes
} nf_csv_state;

/// What was found, and where indexing stopped.
typedef struct {
  size_t consumed;     // bytes indexed; the text's end, or the start of the 64-byte block with a violation
  size_t field_count;  // entries in `fields` now
  size_t record_count; // entries in `records` now
  uint64_t line_feeds; // line feeds in the bytes consumed
  bool violation;      // the block at `consumed` breaks the quoting or line end rules
  bool saw_nul;        // a NUL is among the bytes consumed
  bool saw_non_ascii;  // a byte of 0x80 or more is among the bytes consumed
} nf_csv_result;

/// Indexes CSV text (RFC 4180) in `base[start..<end]`.
///
/// Appends to `fields` the position of the byte behind each field (a delimiter, or a record's line feed), with
/// NF_ESCAPED where the field holds doubled quotes, and to `records` the number of field entries that complete each
/// record. Both need room for one entry a byte and 64 more. Checks that quotes open only at the start of a field
/// and that only a delimiter or line end follows a closing one, and that a CR outside quotes stands before an LF.
/// `base[start..<end + NF_PADDING]` must be readable.
nf_csv_result nf_csv_index(nf_level level, const nf_csv_dialect *dialect, nf_csv_state *state, const uint8_t *base,
                           size_t start, size_t end, uint32_t *fields, size_t field_count, uint32_t *records,
                           size_t record_count);

/// The offset of the first byte that does not continue well-formed UTF-8 (RFC 3629), or `count` where all is well.
size_t nf_utf8_valid_prefix(nf_level level, const uint8_t *bytes, size_t count);

/// The number of line feeds.
size_t nf_count_line_feeds(const uint8_t *bytes, size_t count);

/// Copies the inside of a quoted field with each doubled quote once, and returns the bytes written.
///
/// Quotes in `source` must stand in pairs. Nothing is read behind `source`'s end or written behind `count` bytes of
/// `target`.
size_t nf_csv_unescape(nf_level level, uint8_t *target, const uint8_t *source, size_t count, uint8_t quote);

/// Writes a field, quoted where it must be or `always` is set, and returns the bytes written.
///
/// A field must be quoted that holds the delimiter, the quote, CR or LF. `target` needs `2 * count + 2 + NF_PADDING`
/// bytes; nothing is read behind `source`'s end.
size_t nf_csv_put(nf_level level, uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter,
                  uint8_t quote, bool always);

/// Writes the fields of an indexed record, with delimiters between them, and returns the bytes written.
///
/// `ends` are `count` entries of `nf_csv_index` and `first` the place of the first field's first byte. The text has the
/// delimiter and quote that are written, so that unquoted fields and those with doubled quotes are copied as they stand.
/// `target` needs twice the record's bytes, three more a field, and NF_PADDING; `base` as for `nf_csv_index`.
size_t nf_csv_put_record(nf_level level, uint8_t *target, const uint8_t *base, size_t first, const uint32_t *ends,
                         size_t count, uint8_t delimiter, uint8_t quote, bool always);

#endif
