package main

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/canonical"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/source"
)

var fmtCommand = command{
	name:    "fmt",
	summary: "write the files of data/ in one form",
	usage: `Puts the keys of each record in the order of data/README.md, and makes quotes and spacing alike. "fmt FILE..." does so for these
files. No value, comment or order of records changes. Keys change places only within lines that no empty line divides.

  -l   list the files that differ, and write nothing

Exit code: 0 done, or with -l none differs, 1 problems, or with -l some differ, 2 wrong usage.`,
	run: runFmt,
}

func runFmt(_ context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("fmt", flag.ContinueOnError)
	list := flags.Bool("l", false, "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	opened, err := s.project()
	if err != nil {
		return err
	}
	files, err := dataFiles(opened, names)
	if err != nil {
		return err
	}
	changes, failed := edit.NewChanges(opened.files), false
	for _, name := range files {
		f, err := canonical.Read(opened.files, name, opened.locales)
		switch {
		case err != nil:
			fmt.Fprintf(s.err, "error: %v\n", err)
			failed = true
		case f.Differs():
			fmt.Fprintln(s.out, name)
			changes.Put(name, f.New)
		}
	}
	if !*list {
		if err := changes.Write(opened.dir); err != nil {
			return err
		}
	}
	if failed || *list && len(changes.Names()) > 0 {
		return errReported
	}
	return nil
}

// dataFiles returns the files of data/ that are named, or all.
func dataFiles(opened project, names []string) (files []string, err error) {
	var problems diag.List
	kinds := campaign.DataFiles()
	for _, name := range source.List(opened.files, &problems) {
		if slices.ContainsFunc(kinds, func(f campaign.DataFile) bool { return f.Contains(name) }) {
			files = append(files, name)
		}
	}
	if len(names) == 0 {
		return files, problems.Err()
	}
	for i, name := range names {
		names[i] = strings.TrimPrefix(filepath.ToSlash(filepath.Clean(name)), "./")
		if !slices.Contains(files, names[i]) {
			return nil, usageError{fmt.Sprintf("%q is no file of the record in data/", name)}
		}
	}
	return names, problems.Err()
}
