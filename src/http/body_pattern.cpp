// Cuts a body at the texts that differ, packs the pieces between, and fills in other texts.
#include "temgoc/http/body_pattern.h"

#include <algorithm>
#include <utility>

#include "temgoc/http/compress_body.h"

namespace temgoc {
namespace {

struct FoundText {
  std::size_t at = std::string_view::npos;
  std::size_t text = 0;
};

FoundText first_place(std::string_view body, std::size_t from,
                      const std::vector<std::string>& texts) {
  FoundText first;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    const std::size_t at = body.find(texts[i], from);
    const bool longer =
        at == first.at && at != body.npos && texts[i].size() > texts[first.text].size();
    if (at < first.at || longer) first = {at, i};
  }
  return first;
}

}  // namespace

BodyPattern::BodyPattern(std::string_view body, std::string_view beginning,
                         const std::vector<std::string>& texts)
    : beginning_(beginning), count_(texts.size()) {
  std::size_t from = beginning.size();
  while (true) {
    const FoundText place = first_place(body, from, texts);
    if (place.at == body.npos) break;
    pieces_.push_back({std::string(body.substr(from, place.at - from)), place.text});
    from = place.at + texts[place.text].size();
  }
  pieces_.push_back({std::string(body.substr(from)), count_});
}

bool BodyPattern::has_all() const {
  for (std::size_t text = 0; text < count_; ++text)
    if (std::ranges::find(pieces_, text, &Piece::text) == pieces_.end()) return false;
  return true;
}

std::string BodyPattern::filled(const std::vector<std::string>& texts) const {
  std::string body;
  std::size_t size = beginning_.size();
  for (const Piece& piece : pieces_)
    size += piece.kept.size() + (piece.text < count_ ? texts[piece.text].size() : 0);
  body.reserve(size);
  body += beginning_;
  for (const Piece& piece : pieces_) append(body, texts, piece);
  return body;
}

void BodyPattern::append(std::string& out, const std::vector<std::string>& texts,
                         const Piece& piece) const {
  out += piece.kept;
  if (piece.text < count_) out += texts[piece.text];
}

void BodyPattern::pack() {
  constexpr std::size_t kWorthwhile = 200;  // bytes; a block has tables of its own
  for (Piece& piece : pieces_)
    if (piece.kept.size() >= kWorthwhile && !piece.packed)
      piece.packed = std::make_unique<const PackedText>(piece.kept);
}

std::string BodyPattern::gzipped(const std::vector<std::string>& texts) const {
  GzipMember member;
  member.add(packed_beginning(beginning_));
  std::string own;  // what waits to be added as it is
  for (const Piece& piece : pieces_) {
    if (!piece.packed) {
      append(own, texts, piece);
      continue;
    }
    member.add_as_it_is(std::exchange(own, {})).add(*piece.packed);
    if (piece.text < count_) own += texts[piece.text];
  }
  return member.add_as_it_is(own).finished();
}

}  // namespace temgoc
