package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/leak"
)

var checkCommand = command{
	name:    "check",
	summary: "report every problem in data/, content/, i18n/ and config.toml",
	usage: `Reads the record, the pages, the words of the interface and config.toml, and prints every problem once, sorted.

  -format text|json|github|sarif   how to print (text)
  -all                             print every warning; without it, many of one kind are only counted
  -strict                          treat warnings as errors
  -rules                           print the manual: every rule and what it requires

Exit code: 0 no error, 1 errors, 2 wrong usage.`,
	run: runCheck,
}

// shownWarnings is how many warnings of one rule are printed before the rest are counted.
const shownWarnings = 3

func runCheck(_ context.Context, s streams, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	format := flags.String("format", string(diag.Text), "")
	all := flags.Bool("all", false, "")
	strict := flags.Bool("strict", false, "")
	rules := flags.Bool("rules", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	if !slices.Contains(diag.Formats, diag.Format(*format)) {
		return usageError{fmt.Sprintf("unknown format %q; use text, json, github or sarif", *format)}
	}
	if *rules {
		return printRules(s.out)
	}
	p, err := openProject()
	var failure diag.Failure // of config.toml, without which nothing else can be checked
	if err != nil && !errors.As(err, &failure) {
		return err
	}
	found, files := failure.Problems, 1
	if err == nil {
		var problems diag.List
		files = len(load(p, time.Now(), &problems).Docs)
		found = problems.Sorted()
	}
	if *strict {
		for i := range found {
			found[i].Severity = diag.Error
		}
	}
	if diag.Format(*format) == diag.Text {
		t := p.terminal(s.out)
		if *all {
			t.Fold = 0
		}
		if err := t.Print(s.out, found); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s in %s\n", diag.Summary(found), diag.Count(files, "file"))
	} else if err := diag.Print(s.out, found, diag.Format(*format), p.line); err != nil {
		return err
	}
	if slices.ContainsFunc(found, func(p diag.Problem) bool { return p.Severity == diag.Error }) {
		return errReported
	}
	return nil
}

// load reads the record and applies every rule to it.
func load(p project, now time.Time, problems *diag.List) *campaign.Campaign {
	record := campaign.Load(p.files, problems)
	// Without a record every reference to it would be a problem too.
	if len(record.Definitions()) > 0 {
		check.Run(record, check.Options{Now: now}, problems)
	}
	return record
}

// printRules prints the manual: the rules for files, and those for a finished site.
func printRules(w io.Writer) error {
	fmt.Fprintln(w, "In the project's files, reported by check and build:")
	for _, r := range check.Rules {
		fmt.Fprintf(w, "  %-20s %s\n", r.ID, r.Doc)
	}
	fmt.Fprintln(w, "\nIn the finished site, reported by build:")
	for _, r := range audit.Rules {
		fmt.Fprintf(w, "  %-20s %s\n", r.ID, r.Doc)
	}
	for _, r := range leak.Rules {
		fmt.Fprintf(w, "  %-20s %s\n", r.ID, r.Doc)
	}
	return nil
}
