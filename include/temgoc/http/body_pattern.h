// A body of which only a few texts differ from one answer to the next, as the pages of a lot's many
// labels do: what stands between them is kept, and packed once.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/compression.h"

namespace temgoc {

class BodyPattern {
 public:
  // `body`, cut wherever one of `texts` stands: of two that begin at one place the longer. An empty
  // one stands nowhere. Another body is of this pattern only where filled() says the same as it.
  // `beginning` is what it begins with, static, as in HttpResponse.
  BodyPattern(std::string_view body, std::string_view beginning,
              const std::vector<std::string>& texts);
  // Whether each of the texts stands somewhere: else the pattern says nothing of the missing one.
  bool has_all() const;
  // The body with other texts in the places of those that it was made with. REQUIRES as many.
  std::string filled(const std::vector<std::string>& texts) const;
  // The same as a gzip member. A few hundred bytes longer than one made at once, and much sooner
  // ready.
  std::string gzipped(const std::vector<std::string>& texts) const;
  // Packs what is kept, once, so that gzipped() has it ready. Not for two threads.
  void pack();

 private:
  struct Piece {
    std::string kept;
    std::size_t text;  // that follows; behind the last: none, the number of texts
    std::unique_ptr<const PackedText> packed = {};  // none: too short to gain by it
  };
  void append(std::string& out, const std::vector<std::string>& texts, const Piece& piece) const;

  std::string_view beginning_;
  std::size_t count_;
  std::vector<Piece> pieces_;
};

}  // namespace temgoc
