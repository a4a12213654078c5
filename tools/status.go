package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/status"
)

var statusCommand = command{
	name:    "status",
	summary: "print what is held back, what comes out next, and what is left to do",
	usage: `Prints what is under embargo and until when, drafts, pages that expire, missing and old translations, pledges past their
deadline, what was not reviewed for long, sources without an archived copy, the last release, work that is not committed or
pushed, and what is missing before the site goes out. It changes nothing.

  -format text|json|md   how to print (text, which fits a screen)
  -all                   print every line of every list
  -at MOMENT             the moment to report on: 2026-11-27T09:00-05:00, or without a zone for the campaign's (now)
  -since MOMENT          also list what came out or went between that moment and now: where there is any, build again
  -links                 look at the addresses of sources instead, as "archive -links" does

-format json prints {now, held_back, next, turns, since, sections}. next is the first moment at which something comes out;
turns has those of the next 60 days, and since those that -since asks for: at, out and gone. Each section has id, title and
items: file, line, kind, id, until and note.

Exit code: 0 printed, 1 the project cannot be read, 2 wrong usage.`,
	run: runStatus,
}

func runStatus(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("status", flag.ContinueOnError)
	format := flags.String("format", string(status.Text), "")
	all := flags.Bool("all", false, "")
	at := flags.String("at", "", "")
	since := flags.String("since", "", "")
	links := flags.Bool("links", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	if !slices.Contains(status.Formats, status.Format(*format)) {
		return usageError{fmt.Sprintf("unknown format %q; use text, json or md", *format)}
	}
	if *links {
		return runArchive(ctx, s, []string{"-links"})
	}
	p, err := s.project()
	if err != nil {
		return err
	}
	var problems diag.List
	record := campaign.Load(p.files, &problems)
	o := status.Options{Ahead: ahead, Secret: logIsPublic(s.env)}
	if o.Now, err = momentAt("-at", *at, time.Now(), record); err != nil {
		return err
	}
	if o.Since, err = momentAt("-since", *since, time.Time{}, record); err != nil {
		return err
	}
	p.examine(record, check.Options{Now: o.Now, Ahead: ahead}, &problems)
	o.Problems, _ = p.discreet(problems.Sorted(), time.Now())
	report := status.New(record, o)
	report.Add("release", "last release", lastRelease(record, o.Now)...)
	work, err := unsent(ctx, p.dir)
	if err != nil {
		return err
	}
	report.Add("work", "not committed or not pushed", work...)
	report.Add("launch", "before the site goes out", p.launch()...)
	report.Add("check", "errors", errorsOf(o.Problems)...)
	return report.Print(s.out, status.Format(*format), *all)
}

// errorsOf returns the problems that stop a build, now or at a later moment.
func errorsOf(problems []diag.Problem) (items []status.Item) {
	for _, p := range problems {
		if p.Severity == diag.Error {
			items = append(items, status.Item{Position: p.At, Note: p.Message})
		}
	}
	return items
}

// lastRelease returns the newest release and its age.
func lastRelease(record *campaign.Campaign, now time.Time) []status.Item {
	if len(record.Releases) == 0 {
		return []status.Item{{Note: "none yet; go run ./tools release " + now.Format("2006.01")}}
	}
	last := record.Releases[len(record.Releases)-1]
	days := int(now.Sub(last.AsOf.First()).Hours() / 24)
	return []status.Item{{Position: last.At(), Kind: "release", ID: string(last.ID), Note: fmt.Sprintf("as of %s, %s ago", last.AsOf, diag.Count(days, "day"))}}
}

// unsent returns the work that nobody else has yet.
func unsent(ctx context.Context, dir string) (items []status.Item, err error) {
	work, err := commit.Pending(ctx, dir)
	switch {
	case errors.Is(err, commit.ErrNoGit), errors.Is(err, commit.ErrNoRepository):
		return []status.Item{{Note: err.Error()}}, nil
	case err != nil:
		return nil, err
	}
	if work.Unpushed > 0 {
		items = append(items, status.Item{Note: diag.Count(work.Unpushed, "commit") + " not pushed"})
	}
	if !work.Remote {
		items = append(items, status.Item{Note: "the branch is pushed nowhere"})
	}
	for _, file := range work.Changed {
		items = append(items, status.Item{Position: diag.Position{File: file}, Note: "not committed"})
	}
	return items, nil
}

// launch returns the settings that are still those of an example.
func (p project) launch() (items []status.Item) {
	host, _, _ := strings.Cut(strings.TrimPrefix(p.Params.Tag, "tag:"), ",")
	for _, setting := range []struct{ name, value, address string }{
		{"baseURL", p.BaseURL, p.BaseURL},
		{"params.contact.address", p.Params.Contact.Address, "https://" + strings.TrimPrefix(p.Params.Contact.Address, "mailto:") + "/"},
		{"params.tag", p.Params.Tag, "https://" + host + "/"},
	} {
		at := diag.Position{File: "config.toml"}
		switch {
		case setting.value == "":
			items = append(items, status.Item{Position: at, Note: setting.name + " is missing; set it"})
		case reserved.MatchString(setting.address):
			items = append(items, status.Item{Position: at, Note: fmt.Sprintf("%s is an example, %q; set your own", setting.name, setting.value)})
		}
	}
	return items
}
