package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/form"
	"declarationwatch/tools/internal/spreadsheet"
)

var importCommand = command{
	name:    "import",
	summary: "take back a workbook that export wrote",
	usage: `"import FILE.xlsx" prints what the workbook would change in data/, and every cell that is refused. "import FILE.csv" does so for
one sheet. With -write it is written, if nothing is refused and the record with it passes the check. Comments and order stay. A row
that the workbook lacks stays in the record: only "yes" in its column "remove" removes it.

  -write        write the changes
  -sheet NAME   the sheet of a CSV file; without it, the file's name or its columns decide

Exit code: 0 nothing refused, 1 problems, 2 wrong usage.`,
	run: runImport,
}

func runImport(_ context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	name := flags.String("sheet", "", "")
	write := flags.Bool("write", false, "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	file, kind, err := tableFile(names)
	if err != nil {
		return err
	}
	opened, err := s.project()
	if err != nil {
		return err
	}
	p, record, before, err := readSheets(opened)
	if err != nil {
		return err
	}
	in, err := readTable(record, s.path(file), kind, *name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usageError{fmt.Sprintf("no file %q", file)}
	case err != nil:
		return fmt.Errorf("%s: %w", file, err)
	}
	in.Apply(p.Changes)
	if err := in.Print(s.out); err != nil {
		return err
	}
	if refused(s, opened, p, before, in) {
		fmt.Fprintln(s.err, "error: nothing was written")
		return errReported
	}
	switch {
	case in.Empty():
	case *write:
		return writeChecked(s, opened, p, before, form.Done{What: "written", Next: []string{"go run ./tools check", "git diff data", "commit the files"}})
	default:
		fmt.Fprintln(s.out, "nothing was written; add -write to write this")
	}
	return nil
}

// refused prints what cannot be taken, and what the check would report, with the cell that it comes from.
func refused(s shell, opened project, p *form.Project, before diag.List, in *spreadsheet.Import) bool {
	for _, problem := range in.Problems {
		fmt.Fprintln(s.err, problem)
	}
	wrong, _, after := brokenBy(opened, p, before)
	var elsewhere []diag.Problem
	for _, x := range wrong {
		if cell := in.Locate(p.Changes, x.At); cell != "" {
			fmt.Fprintln(s.err, spreadsheet.Problem{Cell: cell, Message: x.Message, Hint: x.Hint})
		} else {
			elsewhere = append(elsewhere, x)
		}
	}
	_ = after.terminal(s.err).Print(s.err, elsewhere)
	return len(in.Problems)+len(wrong) > 0
}
