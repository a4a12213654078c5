package main

import (
	"context"

	"declarationwatch/tools/internal/form"
	"declarationwatch/tools/internal/prompt"
)

var correctCommand = command{
	name:    "correct",
	summary: "put a published report or page right, without changing what it said",
	usage: `"correct ID" adds a new report that corrects the one with this id, which stays. "correct content/.../page.md" adds a dated
correction to the page and, with -text-LANGUAGE, to its translations; then correct the text itself. On a terminal it asks
for what no flag gives. Nothing is written that does not pass the check.

  -flags  list the flags for this id
  -ask    ask, even where the input is not a terminal

Exit code: 0 written, 1 problems, 2 wrong usage.`,
	run: func(_ context.Context, s shell, args []string) error {
		return fillForm(s, args, ofID((*form.Project).Correct, "name one report or page, such as those that \"list report\" prints"))
	},
}

var withdrawCommand = command{
	name:    "withdraw",
	summary: "take back a report or a source, or record that a government left",
	usage: `"withdraw ID" takes something back, and deletes nothing. Of a report it adds a new one that corrects it and has the status
from before. Of a source it says why it is never shown; what cites it must cite others first. Of a government it adds the
membership "withdrew" or "suspended". On a terminal it asks for what no flag gives. Nothing is written that does not pass
the check.

  -flags  list the flags for this id
  -ask    ask, even where the input is not a terminal

Exit code: 0 written, 1 problems, 2 wrong usage.`,
	run: func(_ context.Context, s shell, args []string) error {
		return fillForm(s, args, ofID((*form.Project).Withdraw, "name one report, source or government by its id"))
	},
}

// ofID returns the form for the one id that a command is given.
func ofID(find func(p *form.Project, id string) (form.Form, error), usage string) func(*form.Project, []string) (form.Form, prompt.Answers, error) {
	return func(p *form.Project, names []string) (form.Form, prompt.Answers, error) {
		if len(names) != 1 {
			return form.Form{}, nil, usageError{usage}
		}
		f, err := find(p, names[0])
		return f, nil, err
	}
}
