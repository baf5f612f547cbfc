#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/model/print_job.h"

using namespace temgoc;

TEST_CASE("a job of one part is not cut, and used cells take room in the first part alone") {
  PrintJob job{.labels = 5000};
  CHECK(parts_of(job) == std::vector<DrawnRange>{{1, 5000}});
  job.labels = 5001;
  CHECK(parts_of(job) == std::vector<DrawnRange>{{1, 5000}, {5001, 5001}});
  job.setup = {.start_cell = 7, .cells = 24, .copies = 2, .pages_in_part = 1};
  job.labels = 21;
  CHECK(parts_of(job) == std::vector<DrawnRange>{{1, 18}, {19, 42}});
}

TEST_CASE("whatever the job, its parts follow one another, hold all and none is too long") {
  CHECK(rc::check("parts", [] {
    PrintJob job{.labels = *rc::gen::inRange<std::uint32_t>(1, 3000)};
    job.setup.cells = *rc::gen::inRange(1u, 66u);
    job.setup.start_cell = *rc::gen::inRange(1u, job.setup.cells + 1);
    job.setup.copies = *rc::gen::inRange(1u, 4u);
    job.setup.pages_in_part = *rc::gen::inRange(1u, 50u);
    std::uint32_t next = 1;
    std::uint64_t skipped = job.setup.start_cell - 1;
    for (const DrawnRange& part : parts_of(job)) {
      RC_ASSERT(part.first == next);
      RC_ASSERT(part.count() + skipped <= std::uint64_t{job.setup.cells} * job.setup.pages_in_part);
      next = part.last + 1;
      skipped = 0;
    }
    RC_ASSERT(next == job.drawn() + 1);
  }));
}
