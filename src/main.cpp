// Starts `temgoc`, and hands its command line the two services that it may run.
#include "temgoc/cli/cli.h"
#include "temgoc/console/console.h"
#include "temgoc/web/web.h"

int main(int argc, char** argv) {
  return temgoc::run_cli(argc, argv, {temgoc::serve, temgoc::run_console});
}
