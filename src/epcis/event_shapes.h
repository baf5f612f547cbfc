// What each object of EPCIS 2.0 may and must hold, as its published JSON schema has it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "epcis/vocabulary.h"

namespace temgoc::event_shapes {

enum class Kind {
  uri,
  uris,         // a list
  unique_uris,  // a list, each once
  uri_or_uris,
  time,
  zone,
  number,
  text,
  yes_no,
  hex,
  unit,
  version,
  word,   // of the vocabulary `of`, or one's own as a URI
  words,  // a list, each once, not empty
  exact,  // of the vocabulary `of` alone
  shape,  // of `shape`
  shapes,
  some_shapes,  // a list that is not empty
  open,         // an object whose names are all one's own
  free          // judged elsewhere
};

struct Shape;
struct Member {
  std::string_view name;
  Kind kind = Kind::uri;
  bool required = false;
  const Vocabulary* of = nullptr;
  const Shape* shape = nullptr;
};
struct Shape {
  std::span<const Member> members;
  bool open = true;    // takes others whose names are URIs
  bool strict = true;  // refuses all others
};

using Parts = std::vector<std::span<const Member>>;

extern const Shape kPersistent;

// What an event of that type is made of; empty: a type of somebody's own.
Parts parts_of(std::string_view type);
Parts parts_of_own_type();
// A document's head, that of an EPCISQueryDocument or of an EPCISDocument.
Parts parts_of_head(bool query);

}  // namespace temgoc::event_shapes
