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
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/leak"
	"declarationwatch/tools/internal/start"
	"declarationwatch/tools/internal/status"
)

var checkCommand = command{
	name:    "check",
	summary: "report every problem in data/, content/, i18n/ and config.toml",
	usage: `Reads the record, the pages, the words of the interface and config.toml, and prints every problem once, sorted.

Also walks every moment of the next 60 days at which a page or a row comes out or goes, and reports now what will be wrong then.

  -at MOMENT                       check as of another moment: 2026-11-27T09:00-05:00, or without a zone for the campaign's
  -format text|json|github|sarif   how to print (text)
  -all                             print every warning; without it, of many of one kind only the first and their number
  -strict                          treat warnings as errors
  -rules                           print the manual: every rule and what it requires

Exit code: 0 no error, 1 errors, 2 wrong usage.`,
	run: runCheck,
}

// shownWarnings is how many warnings of one rule are printed; of more only the first is, and their number.
const shownWarnings = 3

func runCheck(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	at := flags.String("at", "", "")
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
	p, err := s.project()
	var failure diag.Failure // of config.toml, without which nothing else can be checked
	if err != nil && !errors.As(err, &failure) {
		return err
	}
	found, files, after := failure.Problems, 1, func(bool) {}
	if err == nil {
		var problems diag.List
		record := campaign.Load(p.files, &problems)
		now, err := momentAt("-at", *at, time.Now(), record)
		if err != nil {
			return err
		}
		files = len(record.Docs)
		p.examine(record, check.Options{Now: now, Ahead: ahead, Known: p.publishedBefore(record), Before: lastPublished(ctx, p, record)}, &problems)
		found = problems.Sorted()
		after = func(sound bool) { forecast(s.out, record, now, sound) }
	}
	if *strict {
		for i := range found {
			found[i].Severity = diag.Error
		}
	}
	wrong := slices.ContainsFunc(found, func(p diag.Problem) bool { return p.Severity == diag.Error })
	found, line := p.discreet(found, time.Now())
	if diag.Format(*format) == diag.Text {
		t := p.terminal(s.out)
		t.Source = line
		if *all {
			t.Fold = 0
		}
		if err := t.Print(s.out, found); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s in %s\n", diag.Summary(found), diag.Count(files, "file"))
		after(!wrong)
	} else if err := diag.Print(s.out, found, diag.Format(*format), line); err != nil {
		return err
	}
	if wrong {
		return errReported
	}
	return nil
}

// lastPublished returns the record as others can have it: of the commit that was pushed last, or made last. It returns nil without
// a commit, where nothing has changed since, and where promised returns nil.
func lastPublished(ctx context.Context, p project, record *campaign.Campaign) *campaign.Campaign {
	ctx, cancel := context.WithTimeout(ctx, gitPatience) // git would wait for ever for a pipe in place of one of its own files
	defer cancel()
	last, err := commit.Published(ctx, p.dir)
	if err != nil {
		return nil
	}
	if changed, err := last.Changed(ctx, "data", "content", "config.toml"); err != nil || !changed {
		return nil
	}
	return promised(ctx, last, record)
}

// promised returns the record of a commit, which a newer one is to keep the promises of. It returns nil where that record has mistakes of
// its own, and where it is about another declaration or is the example that init wrote, which promise nothing.
func promised(ctx context.Context, last commit.Commit, record *campaign.Campaign) *campaign.Campaign {
	files, err := last.Files(ctx, "data", "content", "config.toml")
	if err != nil {
		return nil
	}
	var problems diag.List
	before := campaign.Load(files, &problems)
	if problems.Err() != nil || before.Declaration.ID != record.Declaration.ID || before.Declaration.ID == start.Example {
		return nil
	}
	return before
}

// gitPatience is how long check waits for what was published before.
const gitPatience = 30 * time.Second

// ahead is how far check looks into the future.
const ahead = 60 * 24 * time.Hour

// momentLayouts are the forms of a moment on the command line; without a zone it is that of the campaign.
var momentLayouts = []string{time.RFC3339, check.MomentLayout, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}

// momentAt returns the moment that a flag means; without one it is another.
func momentAt(flag, at string, other time.Time, record *campaign.Campaign) (time.Time, error) {
	if at == "" {
		return other, nil
	}
	zone, _ := record.Profile.Zone()
	for _, layout := range momentLayouts {
		if t, err := time.ParseInLocation(layout, at, zone); err == nil {
			return t, nil
		}
	}
	now := time.Now()
	return time.Time{}, usageError{fmt.Sprintf("invalid %s %q; use %s, or %s for the campaign's zone", flag, at, now.In(zone).Format(check.MomentLayout), now.Format("2006-01-02T15:04"))}
}

// load reads the record and applies every rule to it.
func load(p project, o check.Options, problems *diag.List) *campaign.Campaign {
	record := campaign.Load(p.files, problems)
	p.examine(record, o, problems)
	return record
}

// examine applies every rule to a record. Without a record every reference to it would be a problem too.
func (p project) examine(record *campaign.Campaign, o check.Options, problems *diag.List) {
	if p.outputs != nil {
		o.Outputs = p.outputs
	}
	if p.outputs != nil && o.Only == nil {
		o.Files = p.ofRecord(record, o.Now)
	}
	if len(record.Definitions()) > 0 {
		check.Run(record, o, problems)
	}
}

// forecast prints what is withheld at a moment, and what comes out or goes next; sound says that nothing will be wrong then.
func forecast(w io.Writer, record *campaign.Campaign, now time.Time, sound bool) {
	verdict := map[bool]string{true: "; the check passes then"}[sound]
	if held := record.Held(now); len(held) > 0 {
		fmt.Fprintf(w, "held back: %s\n", status.Count(held))
	}
	zone, _ := record.Profile.Zone()
	turns := record.Turns(now, now.Add(ahead))
	for i, turn := range turns {
		if i == shownTurns {
			fmt.Fprintf(w, "%s in the next %d days\n", diag.Count(len(turns)-i, "more change"), int(ahead.Hours())/24)
			break
		}
		moment := turn.In(zone).Format(check.MomentLayout)
		out, gone := status.Change(record, turn)
		for _, part := range []struct {
			held []campaign.Held
			verb string
		}{{out, "out"}, {gone, "gone"}} {
			if len(part.held) > 0 {
				fmt.Fprintf(w, "%s: %s %s%s\n", moment, status.Count(part.held), part.verb, verdict)
			}
		}
	}
}

// shownTurns is how many coming changes are printed before the rest are counted.
const shownTurns = 5

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
