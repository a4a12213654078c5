package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	diff "declarationwatch/tools/internal/difference"
	"declarationwatch/tools/internal/export"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/release"
)

var diffCommand = command{
	name:    "diff",
	summary: "tell what changed in the published record between two editions",
	usage: `"diff A B" prints what changed in the published record from A to B. Each is a release, such as 2026.11, or a commit
by any name that git knows: HEAD~3, a tag, a branch. Without B it is the files as they lie here.

  -format text|json|markdown   how to print (text)
  -as-of YYYY-MM-DD            the day to read both at the end of; else a commit is read at the day it was made, and
                               the files here today, UTC. A release has a day of its own for good

What is under embargo now is left out of both.

Exit code: 0 compared, whether or not anything changed, 1 one of them cannot be read, 2 wrong usage.`,
	run: runDiff,
}

// side is one of the two editions: a release, or a tree of files to make the published record from.
type side struct {
	name    string
	release string        // the file of its data; "" for a tree
	tree    project       // the files are those of the side, all else is that of the project that is open
	commit  string        // of the tree; "" for the files here
	asOf    campaign.Date // the day to read the tree at
	record  *campaign.Campaign
}

func runDiff(ctx context.Context, s streams, args []string) error {
	flags := flag.NewFlagSet("diff", flag.ContinueOnError)
	format := flags.String("format", string(diff.Text), "")
	asOf := flags.String("as-of", "", "")
	names, err := parseNamed(flags, args)
	switch {
	case err != nil:
		return err
	case !slices.Contains(diff.Formats, diff.Format(*format)):
		return usageError{fmt.Sprintf("unknown format %q: text, json and markdown are known", *format)}
	case len(names) == 0:
		return usageError{"name what to compare with: a release or a commit"}
	case len(names) > 2:
		return usageError{fmt.Sprintf("unexpected argument %q: two editions are compared", names[2])}
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	o, err := newBuildOptions(p, "", *asOf, false, time.Now())
	if err != nil {
		return err
	}
	var sides []*side
	for _, name := range names {
		x, err := findSide(ctx, p, name)
		if err != nil {
			return err
		}
		sides = append(sides, x)
	}
	if len(sides) == 1 {
		sides = append(sides, &side{name: "working tree", tree: p, asOf: o.asOf})
	}
	for _, x := range sides {
		if *asOf != "" && x.release != "" {
			return usageError{fmt.Sprintf("the day of release %s cannot be changed: leave -as-of out", x.name)}
		}
		if *asOf != "" {
			x.asOf = o.asOf
		}
	}
	d, err := compare(s, o, sides[0], sides[1])
	if err != nil {
		return err
	}
	return d.Print(s.out, diff.Format(*format))
}

// findSide takes a release by its name, and else the commit that git knows by it.
func findSide(ctx context.Context, p project, name string) (*side, error) {
	var releases []string
	for _, r := range release.Names(p.files) {
		if string(r) == name {
			return &side{name: name, release: path.Join(release.Folder, name, export.Folder, "matrix.json")}, nil
		}
		releases = append(releases, string(r))
	}
	hint := ""
	if near := diag.Suggest(name, releases); near != "" {
		hint = "\nhint: " + near
	}
	found, err := commit.Find(ctx, p.dir, name)
	switch {
	case errors.Is(err, commit.ErrUnknown):
		return nil, usageError{fmt.Sprintf("%q is neither a release nor a commit that git knows%s", name, hint)}
	case errors.Is(err, commit.ErrNoGit), errors.Is(err, commit.ErrNoRepository):
		return nil, usageError{fmt.Sprintf("%q is no release, and commits cannot be looked up: %v%s", name, err, hint)}
	case err != nil:
		return nil, fmt.Errorf("looking up %s: %w", name, err)
	}
	tree := p
	if tree.files, err = found.Files(ctx); err != nil {
		return nil, fmt.Errorf("the files of %s cannot be read: %w", name, err)
	}
	return &side{name: name, tree: tree, commit: found.Hash, asOf: campaign.Date(found.Made.Format(time.DateOnly))}, nil
}

// compare is the flow of a diff: both sides -> published record -> difference. A tree comes to its published record as
// in a build, and meets the other side in the JSON.
func compare(s streams, o buildOptions, before, after *side) (*diff.Difference, error) {
	for _, x := range []*side{before, after} {
		if err := x.load(s, o.now); err != nil {
			return nil, err
		}
	}
	open := after.record
	if after.release != "" || after.commit != "" {
		var problems diag.List
		open = campaign.Load(o.files, &problems)
		if problems.Err() != nil {
			return nil, refuse(s, o.project, problems, "the files here cannot be read, and they say what is under embargo now")
		}
	}
	held := diff.HeldBack(o.now, open, before.record, after.record)
	var sides []diff.Side
	for _, x := range []*side{before, after} {
		record, err := x.published(o, held)
		if err != nil {
			return nil, err
		}
		sides = append(sides, diff.Side{Name: x.name, Commit: x.commit, Record: record})
	}
	return diff.Between(sides[0], sides[1]), nil
}

// load reads and checks a tree.
func (x *side) load(s streams, now time.Time) error {
	if x.release != "" {
		return nil
	}
	var problems diag.List
	x.record = load(x.tree, now, &problems)
	if problems.Err() == nil {
		return nil
	}
	called := "the " + x.name
	if x.commit != "" {
		called = "commit " + x.name
	}
	return refuse(s, x.tree, problems, "the record of "+called+" does not pass the check, so nothing can be compared with it")
}

// refuse prints the errors that a tree has, with its own lines, and what follows from them.
func refuse(s streams, tree project, problems diag.List, why string) error {
	wrong := slices.DeleteFunc(problems.Sorted(), func(p diag.Problem) bool { return p.Severity != diag.Error })
	_ = tree.terminal(s.err).Print(s.err, wrong)
	fmt.Fprintf(s.err, "error: %s: %s\n", why, diag.Summary(wrong))
	return errReported
}

// published gives the published record of a side, without what is held back.
func (x *side) published(o buildOptions, held map[diff.Row]bool) (*diff.Record, error) {
	if x.release != "" {
		text, err := fs.ReadFile(o.files, x.release)
		if err != nil {
			return nil, err
		}
		record, err := diff.Read(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("%s %w", x.release, err)
		}
		return record.Without(held), nil
	}
	public := diff.Published(x.record, held, o.now)
	var text bytes.Buffer
	err := export.Published(&text, &export.Release{
		Campaign: public, Matrix: matrix.Build(public, x.asOf), BaseURL: o.baseURL, Languages: o.languages(),
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", x.name, err)
	}
	return diff.Read(&text)
}
