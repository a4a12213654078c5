package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/digest"
	"declarationwatch/tools/internal/finding"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

var digestCommand = command{
	name:    "digest",
	summary: "write what changed between two days, releases or commits as a newsletter",
	usage: `"digest FROM TO" writes a newsletter on what changed from FROM to TO: the finding first, then new pages, statuses,
pledges, reports and corrections, each with its link and its sources. FROM and TO are days, such as 2026-11-01, releases, such
as 2026.11, or commits. Without TO it is the files in this folder.

  -format markdown|text|html   how to write (markdown); html is for mail programs
  -language CODE               the language (the source language of the site)
  -out FOLDER                  write every format in every language there, as digest.CODE.md
  -base-url URL                the start of links (baseURL of config.toml)

What is under embargo now, or was taken out of the record, is in no letter. What came out since FROM is news.

Exit code: 0 written, 1 one of the two cannot be read, 2 wrong usage.`,
	run: runDigest,
}

func runDigest(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("digest", flag.ContinueOnError)
	format := flags.String("format", string(digest.Markdown), "")
	language := flags.String("language", "", "")
	out := flags.String("out", "", "")
	baseURL := flags.String("base-url", "", "")
	names, err := parseNamed(flags, args)
	switch {
	case err != nil:
		return err
	case !slices.Contains(digest.Formats, digest.Format(*format)):
		return usageError{fmt.Sprintf("unknown format %q; use markdown, text or html", *format)}
	case len(names) == 0:
		return usageError{"missing edition; name a day, a release or a commit to begin with"}
	case len(names) > 2:
		return usageError{fmt.Sprintf("unexpected argument %q; name at most two editions", names[2])}
	}
	o, err := s.buildOptions(*baseURL, "", false, time.Now())
	if err != nil {
		return err
	}
	*language = cmp.Or(*language, o.locales.Source)
	if !slices.Contains(o.locales.All, *language) {
		return usageError{fmt.Sprintf("unknown language %q; use %s", *language, strings.Join(o.locales.All, ", "))}
	}
	in, texts, err := o.readDigest(ctx, s, names)
	if err != nil {
		return err
	}
	if *out != "" {
		return writeDigests(s, in, texts, *out)
	}
	var b bytes.Buffer
	if err := cmp.Or(digest.New(in, texts[*language]).Write(&b, digest.Format(*format)), texts.Err()); err != nil {
		return err
	}
	_, err = s.out.Write(b.Bytes())
	return err
}

// writeDigests writes the letter in every language and format into a folder.
func writeDigests(s shell, in digest.Input, texts words.All, folder string) error {
	dir := s.path(folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for language, w := range texts {
		letter := digest.New(in, w)
		for _, format := range digest.Formats {
			var b bytes.Buffer
			if err := letter.Write(&b, format); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, "digest."+language+format.Ending()), b.Bytes(), 0o644); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(s.out, "wrote the letter in every language to %s\n", folder)
	return texts.Err()
}

// readDigest reads what a letter between two editions is written from.
func (o buildOptions) readDigest(ctx context.Context, s shell, names []string) (in digest.Input, texts words.All, err error) {
	sides, err := o.findSides(ctx, names)
	if err != nil {
		return in, nil, err
	}
	for _, x := range sides {
		if x.commit.Hash != "" && x.shown.IsZero() {
			x.shown = x.commit.Made
		}
	}
	open, editions, err := readSides(ctx, s, o, sides)
	if err != nil {
		return in, nil, err
	}
	before, after := editions[0], editions[1]
	if before.AsOf > after.AsOf {
		return in, nil, usageError{fmt.Sprintf("%s is later than %s; name the earlier one first", before.Name, after.Name)}
	}
	if texts, err = words.Read(o.files, open.Languages); err != nil {
		return in, nil, err
	}
	in = digest.Input{Before: before, After: after, Site: open.Profile.Name, BaseURL: o.baseURL, Finding: o.findingOf(open, sides[1], after.AsOf, texts).Home}
	in.Pages = o.newPages(open, sides, editions)
	in.Facts = o.newFacts(open, sides)
	return in, texts, nil
}

// recordOr returns the record that a side was made from; of a release, which has none, that of this folder.
func (x *side) recordOr(open *campaign.Campaign) *campaign.Campaign {
	if x.record != nil {
		return x.record
	}
	return open
}

// findingOf returns what an edition shows, without what is under embargo in this folder now.
func (o buildOptions) findingOf(open *campaign.Campaign, x *side, asOf campaign.Date, texts words.All) published.Findings {
	record := x.recordOr(open)
	public := published.Public(record, published.HeldBack(o.now, open, record), x.moment(o))
	in := published.Input{Campaign: public, Matrix: matrix.Build(public, asOf), BaseURL: o.baseURL}
	return finding.All(public, published.NewPages(in, published.Build(in)), texts)
}

// newPages returns the texts that are public now and came out between two editions: statements, analysis and the like.
func (o buildOptions) newPages(open *campaign.Campaign, sides []*side, editions []*published.Edition) (pages []campaign.Page) {
	var there [2]map[string]bool
	for i, x := range sides {
		moment := x.moment(o)
		if x.release != "" {
			moment = editions[i].AsOf.Last()
		}
		there[i] = map[string]bool{}
		for _, p := range x.recordOr(open).Pages {
			if p.Withheld(moment) == "" {
				there[i][p.Address()] = true
			}
		}
	}
	for _, p := range open.Pages {
		address := p.Address()
		if !p.IsSection() && !p.Date.IsZero() && p.Withheld(o.now) == "" && there[1][address] && !there[0][address] {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b campaign.Page) int { return b.Published().Compare(a.Published()) })
	return pages
}

// newFacts returns the facts that came into the record between two editions and are public now. A release does not have them.
func (o buildOptions) newFacts(open *campaign.Campaign, sides []*side) (facts []digest.Fact) {
	if sides[0].release != "" || sides[1].release != "" {
		return nil
	}
	var there [2]map[campaign.EntryID]bool
	for i, x := range sides {
		there[i] = map[campaign.EntryID]bool{}
		public := x.record.Published(x.moment(o))
		for _, p := range public.Programmes {
			for _, e := range p.Entries {
				there[i][e.ID] = e.Date.First().Compare(x.asOf.First()) <= 0 || e.Date == ""
			}
		}
	}
	now := open.Published(o.now)
	for i := range now.Programmes {
		p := &now.Programmes[i]
		for _, e := range p.Entries {
			if e.Confidence.Published() && there[1][e.ID] && !there[0][e.ID] {
				facts = append(facts, digest.Fact{Entry: e, Policy: p})
			}
		}
	}
	return facts
}
