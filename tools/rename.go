package main

import (
	"context"
	"flag"

	"declarationwatch/tools/internal/diag"
)

var renameCommand = command{
	name:    "rename",
	summary: "give a record another id, or a page another address, everywhere",
	usage: `"rename OLD NEW" changes an id where it is defined and wherever data and pages name it, with the files that are called by it;
the ids of reports stay. Addresses of a government, a commitment or a policy with the old id, of pages, frames and data, lead to
the new ones: the record keeps it in its list "former". An id that stands in a release never changes: its title may.

OLD can also be a page, by its file or its address, and NEW the last part of its new address. Its translations and its files
move with it, links follow, and the old address leads to the new one by an alias. Nothing is written that does not pass the
check.

Exit code: 0 renamed, 1 problems, 2 wrong usage.`,
	run: runRename,
}

func runRename(_ context.Context, s shell, args []string) error {
	names, err := parseNamed(flag.NewFlagSet("rename", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	if len(names) != 2 {
		return usageError{"name what to rename, and the new name"}
	}
	opened, err := s.project()
	if err != nil {
		return err
	}
	var problems diag.List
	p := loadForm(opened, &problems)
	done, err := p.Rename(names[0], names[1])
	if err != nil {
		return err
	}
	return writeChecked(s, opened, p, problems, done)
}
