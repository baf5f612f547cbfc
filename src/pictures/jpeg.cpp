// JPEG in and out: the one door to libjpeg-turbo.
#include <algorithm>
#include <csetjmp>
#include <cstdio>  // jpeglib.h uses FILE and size_t without naming where they are from
#include <cstdlib>
#include <memory>

#include <jpeglib.h>

#include <jerror.h>

#include "pictures/pixels.h"
#include "temgoc/base/failures.h"

namespace temgoc {
namespace {

constexpr int kQuality = 84;
// A progressive file may repeat its scans for ever; each costs a pass over all coefficients.
constexpr int kMostScans = 64;
constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr unsigned kMostMarker = 0xffff;
constexpr unsigned kMostReduction = 8;

// libjpeg leaves a fault by a long jump. Nothing that has a destructor may live in a frame that it
// jumps over: the frames between setjmp and libjpeg hold plain values alone.
struct Faults {
  jpeg_error_mgr calls{};
  std::jmp_buf way_out{};
};

void leave(j_common_ptr info) { std::longjmp(static_cast<Faults*>(info->client_data)->way_out, 1); }

// A file that ends too early is filled up with grey, with a warning alone.
void weigh_warning(j_common_ptr info, int level) {
  if (level >= 0) return;
  const int code = info->err->msg_code;
  if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER) leave(info);
}

void keep_quiet(j_common_ptr) {}

void count_scans(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans) leave(info);
}

jpeg_error_mgr* as_faults(Faults& faults) {
  jpeg_error_mgr* calls = jpeg_std_error(&faults.calls);
  calls->error_exit = leave;
  calls->emit_message = weigh_warning;
  calls->output_message = keep_quiet;
  return calls;
}

struct Reader {
  jpeg_decompress_struct info{};
  Faults faults{};
  jpeg_progress_mgr progress{};
  bool created = false;

  Reader() {
    info.err = as_faults(faults);
    info.client_data = &faults;
    progress.progress_monitor = count_scans;
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() {
    if (created) jpeg_destroy_decompress(&info);
  }
};

// Each step returns false where libjpeg left it.
bool read_header(Reader& reader, ByteView file) {
  if (setjmp(reader.faults.way_out) != 0) return false;
  jpeg_create_decompress(&reader.info);
  reader.created = true;
  reader.info.progress = &reader.progress;
  jpeg_mem_src(&reader.info, file.data(), file.size());
  jpeg_save_markers(&reader.info, kExifMarker, kMostMarker);
  jpeg_read_header(&reader.info, TRUE);
  return true;
}

bool begin_pixels(Reader& reader) {
  if (setjmp(reader.faults.way_out) != 0) return false;
  jpeg_start_decompress(&reader.info);
  return true;
}

bool read_pixels(Reader& reader, std::uint8_t* rows, std::size_t row_bytes) {
  if (setjmp(reader.faults.way_out) != 0) return false;
  while (reader.info.output_scanline < reader.info.output_height) {
    JSAMPROW row = rows + reader.info.output_scanline * row_bytes;
    jpeg_read_scanlines(&reader.info, &row, 1);
  }
  jpeg_finish_decompress(&reader.info);
  return true;
}

unsigned orientation_of(const jpeg_decompress_struct& info) {
  for (auto* marker = info.marker_list; marker != nullptr; marker = marker->next)
    if (marker->marker == kExifMarker)
      return exif_orientation(ByteView(marker->data, marker->data_length));
  return 1;
}

unsigned reduction_for(unsigned longer, unsigned at_least) {
  unsigned reduction = kMostReduction;
  while (reduction > 1 && longer / reduction < at_least) reduction /= 2;
  return reduction;
}

struct Writer {
  jpeg_compress_struct info{};
  Faults faults{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  bool created = false;

  Writer() {
    info.err = as_faults(faults);
    info.client_data = &faults;
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    if (created) jpeg_destroy_compress(&info);
    std::free(bytes);
  }
};

bool write_pixels(Writer& writer, const std::uint8_t* rows, unsigned width, unsigned height) {
  if (setjmp(writer.faults.way_out) != 0) return false;
  jpeg_compress_struct& info = writer.info;
  jpeg_create_compress(&info);
  writer.created = true;
  jpeg_mem_dest(&info, &writer.bytes, &writer.size);
  info.image_width = width;
  info.image_height = height;
  info.input_components = Pixels::kChannels;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, kQuality, TRUE);
  info.optimize_coding = TRUE;
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row =
        const_cast<JSAMPROW>(rows) + std::size_t{info.next_scanline} * width * Pixels::kChannels;
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  return true;
}

}  // namespace

Result<Photo> read_jpeg(ByteView file, unsigned at_least) {
  const Error damaged{"picture_damaged"};
  const auto reader = std::make_unique<Reader>();
  jpeg_decompress_struct& info = reader->info;
  if (!read_header(*reader, file)) return damaged;
  if (auto fits = check_size(info.image_width, info.image_height); !fits) return fits.error();
  if (info.num_components != 1 && info.num_components != 3) return Error{"picture_colours"};
  info.out_color_space = JCS_RGB;
  info.scale_num = 1;
  info.scale_denom = reduction_for(std::max(info.image_width, info.image_height), at_least);
  Photo photo;
  photo.orientation = orientation_of(info);
  if (!begin_pixels(*reader)) return damaged;
  photo.pixels.width = info.output_width;
  photo.pixels.height = info.output_height;
  const std::size_t row_bytes = std::size_t{info.output_width} * Pixels::kChannels;
  photo.pixels.rgb.resize(row_bytes * info.output_height);
  if (!read_pixels(*reader, photo.pixels.rgb.data(), row_bytes)) return damaged;
  return photo;
}

Bytes write_jpeg(const Pixels& pixels) {
  const auto writer = std::make_unique<Writer>();
  if (!write_pixels(*writer, pixels.rgb.data(), pixels.width, pixels.height))
    throw SystemFailure({.code = "out_of_memory"});
  return Bytes(writer->bytes, writer->bytes + writer->size);
}

}  // namespace temgoc
