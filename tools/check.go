package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
)

var checkCommand = command{
	name:    "check",
	summary: "tell every problem in data/ and content/",
	usage: `Reads data/ and content/ and prints every problem, sorted, each once.

  -format text|json|github|sarif   how to print (text)
  -all                             print every warning; else many of one kind are counted
  -strict                          take warnings for errors
  -rules                           print the manual: every rule, with what it asks for

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
		return usageError{fmt.Sprintf("unknown format %q: text, json, github and sarif are known", *format)}
	}
	if *rules {
		return printRules(s.out)
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	var problems diag.List
	record := load(p, time.Now(), &problems)
	found := problems.Sorted()
	if *strict {
		found = strictly(found)
	}
	if diag.Format(*format) == diag.Text {
		t := p.terminal(s.out)
		if *all {
			t.Fold = 0
		}
		if err := t.Print(s.out, found); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s in %s\n", diag.Summary(found), diag.Count(len(record.Docs), "file"))
	} else if err := diag.Print(s.out, found, diag.Format(*format)); err != nil {
		return err
	}
	if slices.ContainsFunc(found, func(p diag.Problem) bool { return p.Severity == diag.Error }) {
		return errReported
	}
	return nil
}

// load reads the record and holds it against every rule.
func load(p project, now time.Time, problems *diag.List) *campaign.Campaign {
	record := campaign.Load(p.files, problems)
	check.Run(record, check.Options{Now: now, Languages: p.languages()}, problems)
	return record
}

// strictly makes errors of warnings.
func strictly(problems []diag.Problem) []diag.Problem {
	out := slices.Clone(problems)
	for i := range out {
		out[i].Severity = diag.Error
	}
	return out
}

// printRules prints the manual of what a file can break, and what a finished site can.
func printRules(w io.Writer) error {
	fmt.Fprintln(w, "In data/ and content/, told by check and by build:")
	for _, r := range check.Rules {
		fmt.Fprintf(w, "  %-20s %s\n", r.ID, r.Doc)
	}
	fmt.Fprintln(w, "\nIn the finished site, told by build:")
	for _, r := range audit.Rules {
		fmt.Fprintf(w, "  %-20s %s\n", r.ID, r.Doc)
	}
	return nil
}
