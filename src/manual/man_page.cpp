// Man pages: one of the program, one for each noun of its command table.
#include "temgoc/manual/man_page.h"

#include <fmt/format.h>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// Text as roff takes it: a hyphen that can be copied, no letter that roff reads as an order.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\\')
      escaped += "\\e";
    else if (letter == '-')
      escaped += "\\-";
    else if (letter == '\'')
      escaped += "\\(aq";
    else if (letter == '`')
      escaped += "\\(ga";
    else if (letter == '^')
      escaped += "\\(ha";
    else if (letter == '~')
      escaped += "\\(ti";
    else
      escaped += letter;
  }
  return escaped;
}

// A line of text: a full stop at its beginning would be a request.
std::string line(std::string_view text) {
  return (text.starts_with('.') ? "\\&" : "") + roff(text) + "\n";
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", roff(text)); }
std::string slanted(std::string_view text) { return fmt::format("\\fI{}\\fR", roff(text)); }

std::string option_form(const ProgramOption& option) {
  const std::string name = bold("--" + option.name);
  if (option.value.empty()) return name;
  return name + " " + (option.choices().empty() ? slanted(option.value) : roff(option.value));
}

// As it stands in a synopsis: brackets around what may be left out.
std::string in_synopsis(const std::string& form, const ProgramOption& option) {
  const std::string whole = option.required ? form : "[" + form + "]";
  return option.repeated ? whole + " ..." : whole;
}

class Page {
 public:
  Page(const Program& program, Language language, std::string name)
      : program_(program), language_(language), name_(std::move(name)) {
    text_ = "'\\\" -*- coding: UTF-8 -*-\n";
    text_ += fmt::format(".TH {} 1 \"\" \"{} {}\" \"{}\"\n", ascii_upper(roff(name_)),
                         roff(program.name), program.version, roff(program.name));
    // Left edge alone: a justified line of commands cannot be read.
    text_ += ".nh\n.ad l\n";
  }

  void heading(std::string_view key) {
    text_ += fmt::format(".SH \"{}\"\n", roff(words(language_, fmt::format("manual.{}", key))));
  }
  void name(std::string_view what) {
    heading("name");
    text_ += fmt::format("{} \\- {}\n", roff(name_), roff(what));
  }
  void sentence(std::string_view text) { text_ += line(text); }
  void item(const std::string& form, std::string_view what) {
    text_ += ".TP\n" + form + "\n" + line(what);
  }
  void items(std::string_view key, const std::vector<NameAndWords>& all) {
    if (all.empty()) return;
    heading(key);
    for (const NameAndWords& each : all) item(bold(each.name), each.words);
  }
  void examples() {
    if (program_.examples.empty()) return;
    heading("examples");
    text_ += ".nf\n";
    for (const std::string& example : program_.examples) text_ += line(example);
    text_ += ".fi\n";
  }
  void synopsis_of(const std::string& command, const std::vector<ProgramOption>& arguments,
                   const std::vector<ProgramOption>& options, bool in_full) {
    text_ += ".HP\n" + bold(command);
    for (const ProgramOption& option : options)
      if (in_full || option.required) text_ += " " + in_synopsis(option_form(option), option);
    if (!in_full) text_ += fmt::format(" [{}]", slanted(words(language_, "usage.options_place")));
    for (const ProgramOption& argument : arguments)
      text_ += " " + in_synopsis(slanted(argument.name), argument);
    text_ += "\n";
  }
  void options(const std::vector<ProgramOption>& arguments,
               const std::vector<ProgramOption>& options) {
    for (const ProgramOption& argument : arguments) item(slanted(argument.name), argument.words);
    for (const ProgramOption& option : options) {
      const std::string mark =
          option.required ? fmt::format(" ({})", words(language_, "usage.required")) : "";
      item(option_form(option), option.words + mark);
    }
  }
  void command(const ProgramCommand& command) {
    text_ += fmt::format(".SS \"{} {}\"\n", roff(program_.name), roff(command.name()));
    text_ += line(command.words);
    synopsis_of(program_.name + " " + command.name(), command.arguments, command.options, true);
    options(command.arguments, command.options);
  }
  void see_also(const std::vector<std::string>& others) {
    if (others.empty()) return;
    heading("see_also");
    std::string all;
    for (const std::string& other : others) all += (all.empty() ? "" : ", ") + bold(other) + "(1)";
    text_ += all + "\n";
  }
  ManPage done() && { return {name_ + ".1", std::move(text_)}; }

 private:
  const Program& program_;
  Language language_;
  std::string name_;
  std::string text_;
};

std::string page_name(const Program& program, const std::string& noun) {
  return program.name + "-" + noun;
}

ManPage whole_program(const Program& program, Language language) {
  Page page(program, language, program.name);
  page.name(program.words);
  page.heading("synopsis");
  if (program.commands.empty())
    page.synopsis_of(program.name, program.arguments, program.options, true);
  for (const ProgramCommand& command : program.commands)
    page.synopsis_of(program.name + " " + command.name(), command.arguments, command.options,
                     false);
  page.heading("options");
  page.options(program.arguments, program.options);
  std::vector<NameAndWords> nouns;
  for (const NameAndWords& noun : program.nouns)
    nouns.push_back({page_name(program, noun.name) + "(1)", noun.words});
  page.items("commands", nouns);
  page.examples();
  page.items("exit", program.exits);
  page.items("environment", program.environment);
  page.items("files", program.files);
  page.see_also(program.see_also);
  return std::move(page).done();
}

ManPage one_noun(const Program& program, Language language, const NameAndWords& noun) {
  Page page(program, language, page_name(program, noun.name));
  page.name(noun.words);
  page.heading("commands");
  for (const ProgramCommand& command : program.commands_of(noun.name)) page.command(command);
  page.heading("options");
  page.sentence(words(language, "manual.options_of_all", {{"program", program.name}}));
  page.options({}, program.options);
  page.see_also({program.name});
  return std::move(page).done();
}

}  // namespace

std::vector<ManPage> man_pages(const Program& program, Language language) {
  std::vector<ManPage> pages{whole_program(program, language)};
  for (const NameAndWords& noun : program.nouns) pages.push_back(one_noun(program, language, noun));
  return pages;
}

}  // namespace temgoc
