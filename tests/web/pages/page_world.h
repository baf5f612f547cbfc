// A workplace with a label for each headline, and a Site that shows it as the public sees it.
#pragma once

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "temgoc/workplace/site.h"
#include "temgoc/workplace/workplace.h"
#include "web/answer.h"

namespace temgoc::test {

// An address to ask for, and what it is there to show.
struct Example {
  std::string name;  // "valid"
  std::string path;
};

class PageWorld {
 public:
  PageWorld();
  ~PageWorld();
  PageWorld(const PageWorld&) = delete;
  PageWorld& operator=(const PageWorld&) = delete;

  // One for each headline, the test label too; answered by site_of(name).
  const std::vector<Example>& headlines() const { return headlines_; }
  // One of each other kind of page.
  const std::vector<Example>& others() const { return others_; }
  // The safety pages of lots in each state.
  const std::vector<Example>& safety() const { return safety_; }
  const Example& example(const std::string& name) const;

  HttpResponse get(const Example& example, const std::string& accept_language = "vi",
                   const std::string& accept = "text/html", AnswerCache* cache = nullptr) const;
  HttpResponse get(const std::string& path, const std::string& query = "") const;
  HttpResponse ask(const HttpRequest& request) const;
  // As the service would send it; `cache` none: made for this request alone.
  SharedResponse answered(const HttpRequest& request, AnswerCache* cache) const;

  // The same with a recorder of scans, which has written what it took when the answer is here.
  SharedResponse scanned(const HttpRequest& request) const;

  // A label of lot() that its stolen key made, under another lot code, number or serial.
  std::string stolen(const LotCode& code, std::uint32_t issue_number,
                     const std::optional<Serial>& serial) const;

  // A lot of C90 under a code of its own, packed so many days ago.
  Lot issued(const std::string& gtin, const std::string& code, int days_ago,
             std::optional<unsigned> shelf_life, const std::string& place = "L90");

  const Lot& lot() const { return *lot_; }  // valid, of C90, with place and phone
  const std::filesystem::path& folder() const { return folder_; }
  Workplace& workplace() { return *workplace_; }
  Instant now() const { return now_; }

 private:
  std::vector<Serial> listed(const Lot& lot, unsigned count);
  void fill();
  void make_headlines();
  void make_others();
  Lot renamed();
  void make_test_works();
  void make_moved_site();
  Site& site_for(const std::string& name) const;
  Clock clock() const;
  RandomSource random();

  std::filesystem::path folder_;
  Instant now_;
  std::mt19937 generator_{7};
  std::optional<Workplace> workplace_;
  std::optional<Lot> lot_;
  mutable std::map<std::string, Site> sites_;  // "", "test_label", "wrong_site"
  std::vector<Example> headlines_;
  std::vector<Example> others_;
  std::vector<Example> safety_;
};

// Made once: a workplace takes a while.
PageWorld& page_world();

std::string path_of(const std::string& url);  // what follows the host

}  // namespace temgoc::test
