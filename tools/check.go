package main

import (
	"context"
	"flag"
	"fmt"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
)

var checkCommand = command{
	name:    "check",
	summary: "tell every problem in data/ and content/",
	usage: `Reads data/ and content/ and prints every problem, sorted, each once.

  -format text|json|github|sarif   how to print (text)

Exit code: 0 no error, 1 errors, 2 wrong usage.`,
	run: runCheck,
}

func runCheck(_ context.Context, s streams, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	format := flags.String("format", string(diag.Text), "")
	if err := parse(flags, args); err != nil {
		return err
	}
	if !slices.Contains(diag.Formats, diag.Format(*format)) {
		return usageError{fmt.Sprintf("unknown format %q: text, json, github and sarif are known", *format)}
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	var problems diag.List
	record := load(p, &problems)
	found := problems.Sorted()
	if err := diag.Print(s.out, found, diag.Format(*format)); err != nil {
		return err
	}
	if diag.Format(*format) == diag.Text {
		fmt.Fprintf(s.err, "%s in %s\n", diag.Summary(found), diag.Count(len(record.Docs), "file"))
	}
	if problems.Err() != nil {
		return errReported
	}
	return nil
}

// load reads the record and holds it against every rule.
func load(p project, problems *diag.List) *campaign.Campaign {
	record := campaign.Load(p.files, problems)
	check.Run(record, problems)
	return record
}
