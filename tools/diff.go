package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
)

var diffCommand = command{
	name:    "diff",
	summary: "print what changed in the published record between two editions",
	usage: `"diff A B" prints what changed in the published record from A to B. Each is a release, such as 2026.11, a commit
by any name that git knows: HEAD~3, a tag, a branch, or a day: the last commit of it, or, where there is none that passes the
check, the files in this folder read at its end. Without B it is the files in this folder.

  -format text|json|markdown   how to print (text)
  -as-of YYYY-MM-DD            the day at whose end both are read; without it, a commit is read at the day it was made, and
                               the files in this folder today, UTC. The day of a release cannot be changed

What is under embargo now is left out of both. What a later version of the tool requires and an older commit does not have
is no mistake of that commit: for its campaign.toml or vocabulary.toml, those in this folder are read.

-format json prints {before, after, sections}. before and after have name, commit and as_of. Each section has object, a kind
of record as data/v1/datapackage.json names it, and items: change (added, gone, changed, corrected; of a government also
endorsed, withdrew, suspended: one that joined and left again is two items), id, title, signatory, commitment, status, date, evidence, permalink and fields, a list of
{field, language, from, to}. A cell also has why: what its new status comes from.

Exit code: 0 compared, whether or not anything changed, 1 one of them cannot be read, 2 wrong usage.`,
	run: runDiff,
}

// side is one of the two editions: a release, a commit, or the files in this folder, also as of a past day.
type side struct {
	name    string
	release string        // its folder; "" for a tree
	commit  commit.Commit // of the tree; zero for the files in this folder
	asOf    campaign.Date // the day to read the tree at
	day     bool          // it was asked for by its day
	shown   time.Time     // what was under embargo then is left out, beside what is now; zero for now only
	record  *campaign.Campaign
}

func (x *side) here() bool { return x.release == "" && x.commit.Hash == "" }

func runDiff(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("diff", flag.ContinueOnError)
	format := flags.String("format", string(published.Text), "")
	asOf := flags.String("as-of", "", "")
	names, err := parseNamed(flags, args)
	switch {
	case err != nil:
		return err
	case !slices.Contains(published.Formats, published.Format(*format)):
		return usageError{fmt.Sprintf("unknown format %q; use text, json or markdown", *format)}
	case len(names) == 0:
		return usageError{"missing edition; name a release or a commit to compare with"}
	case len(names) > 2:
		return usageError{fmt.Sprintf("unexpected argument %q; name at most two editions", names[2])}
	}
	o, err := s.buildOptions("", *asOf, false, time.Now())
	if err != nil {
		return err
	}
	sides, err := o.findSides(ctx, names)
	if err != nil {
		return err
	}
	for _, x := range sides {
		switch {
		case *asOf != "" && x.release != "":
			return usageError{fmt.Sprintf("the day of release %s cannot be changed; remove -as-of", x.name)}
		case *asOf != "":
			x.asOf = o.asOf
		}
	}
	d, err := compare(ctx, s, o, sides)
	if err != nil {
		return err
	}
	return d.Print(s.out, published.Format(*format))
}

// findSides returns the two editions with these names. Without a second name it is the files in this folder.
func (o buildOptions) findSides(ctx context.Context, names []string) (sides []*side, err error) {
	sides = []*side{nil, {name: "working tree", asOf: o.asOf}}
	for i, name := range names {
		if sides[i], err = findSide(ctx, o.project, name); err != nil {
			return nil, err
		}
	}
	return sides, nil
}

// findSide returns the release with a name, or the day, or else the commit that git knows by it.
func findSide(ctx context.Context, p project, name string) (*side, error) {
	if day := campaign.Date(name); len(name) == len(time.DateOnly) && day.Valid() {
		return findDay(ctx, p, day)
	}
	releases := release.Names(p.files)
	if slices.Contains(releases, release.Name(name)) {
		return &side{name: name, release: path.Join(release.Folder, name)}, nil
	}
	hint := ""
	if near := diag.Suggest(name, releases); near != "" {
		hint = "\nhint: " + near
	}
	found, err := commit.Find(ctx, p.dir, name)
	switch {
	case errors.Is(err, commit.ErrUnknown):
		return nil, usageError{fmt.Sprintf("unknown release or commit %q; write a day as YYYY-MM-DD%s", name, hint)}
	case errors.Is(err, commit.ErrNoGit), errors.Is(err, commit.ErrNoRepository):
		return nil, usageError{fmt.Sprintf("unknown release %q, and commits cannot be looked up: %v%s", name, err, hint)}
	case err != nil:
		return nil, fmt.Errorf("looking up %s: %w", name, err)
	}
	return &side{name: name, commit: found, asOf: campaign.Date(found.Made.Format(time.DateOnly))}, nil
}

// findDay returns the last commit at the end of a day, or, where there is none, the files in this folder as of that day.
func findDay(ctx context.Context, p project, day campaign.Date) (*side, error) {
	end := day.First().Add(24*time.Hour - time.Nanosecond)
	if end.After(time.Now().Add(24 * time.Hour)) {
		return nil, usageError{fmt.Sprintf("day %s is in the future; use today or an earlier one", day)}
	}
	x := &side{name: string(day), asOf: day, day: true, shown: end}
	var err error
	if x.commit, err = commit.LastBefore(ctx, p.dir, end); ctx.Err() != nil {
		return nil, err
	}
	return x, nil
}

// compare is the flow of a diff: both sides -> published record -> difference. The record of a tree is made as in a build and
// read back from its JSON, as that of a release is.
func compare(ctx context.Context, s shell, o buildOptions, sides []*side) (*published.Difference, error) {
	open, editions, err := readSides(ctx, s, o, sides)
	if err != nil {
		return nil, err
	}
	return published.Compare(editions[0], editions[1], open.Languages.Source), nil
}

// readSides returns the record of this folder, which says what is under embargo now, and the two editions without it.
func readSides(ctx context.Context, s shell, o buildOptions, sides []*side) (open *campaign.Campaign, editions []*published.Edition, err error) {
	for _, x := range sides {
		if x.commit.Hash != "" {
			if err := x.read(ctx, s, o); err != nil {
				return nil, nil, err
			}
		}
	}
	var problems diag.List
	why := "the files in this folder say what is under embargo now, and cannot be read"
	open = campaign.Load(o.files, &problems)
	for _, x := range sides {
		if x.here() {
			x.record = open
			why = "the record of the working tree does not pass the check and cannot be compared"
			check.Run(open, check.Options{Now: o.now}, &problems)
		}
	}
	if problems.Err() != nil {
		return nil, nil, refuse(s, o.project, problems.Sorted(), why)
	}
	held := published.HeldBack(o.now, open, sides[0].record, sides[1].record)
	for _, x := range sides {
		e, err := x.edition(o, held)
		if err != nil {
			return nil, nil, err
		}
		e.Name, e.Commit = x.name, x.commit.Hash
		editions = append(editions, e)
	}
	return open, editions, nil
}

// read reads and checks the record of a commit.
func (x *side) read(ctx context.Context, s shell, o buildOptions) error {
	files, err := x.commit.Files(ctx)
	if err != nil {
		return fmt.Errorf("the files of %s cannot be read: %w", x.name, err)
	}
	tree := mixed{files, o.files, map[string]bool{}}
	p := project{files: tree}
	for {
		var problems diag.List
		x.record = load(p, check.Options{Now: o.now}, &problems)
		wrong, later := sinceThen(x.record, problems)
		switch {
		case len(later) > 0 && !tree.here[later[0]]:
			for _, name := range later {
				tree.here[name] = true
			}
		case len(wrong) > 0 && x.day:
			fmt.Fprintf(s.err, "warning: the commit of %s does not pass the check of today; the files in this folder are read as of that day\n", x.name)
			x.commit, x.record = commit.Commit{}, nil
			return nil
		case len(wrong) > 0:
			err := refuse(s, p, wrong, "the record of commit "+x.name+" does not pass the check and cannot be compared")
			fmt.Fprintf(s.err, "hint: name its day, %s, instead: the files in this folder are then read as of that day\n", x.commit.Made.UTC().Format(time.DateOnly))
			return err
		default:
			return nil
		}
	}
}

// ofWriting are the rules on how a text is written and a source archived, which a comparison can do without: there are more of them
// in every version.
var ofWriting = []string{
	source.RuleCharacter, source.RuleSoftHyphen, "near-markdown", "near-shortcode", "mojibake", "invisible", "entity", "mail-text", "embargo-note",
	"placeholder", "withheld-words", "archive", "weak-address", "archived-copy", "one-address", "named-twice", "currency", "status-colour",
}

// sinceThen returns the errors in data/ that are not only due to what a later version requires, and the files of settings
// that lack some of that.
func sinceThen(record *campaign.Campaign, problems diag.List) (wrong []diag.Problem, settings []string) {
	unread := map[string]bool{}
	for _, d := range record.Docs {
		unread[d.File] = d.Top().Skipped()
	}
	for _, p := range problems.Sorted() {
		file := p.At.File
		older := slices.Contains(ofWriting, p.Rule) || p.Rule == source.RuleMissingKey || p.Rule == campaign.RuleUnknownFile ||
			p.Rule == source.RuleUnknownKey && !strings.Contains(p.Hint, "publish_after") && !strings.Contains(p.Hint, "withheld")
		switch {
		case p.Severity != diag.Error || !strings.HasPrefix(file, "data"):
		case (older || p.Rule == source.RuleUnreadable) && (file == "data/campaign.toml" || file == "data/vocabulary.toml"):
			settings = append(settings, file)
		case !older || unread[file]:
			wrong = append(wrong, p)
		}
	}
	return wrong, settings
}

// mixed is the files of a commit, but some from this folder.
type mixed struct {
	fs.FS
	now  fs.FS
	here map[string]bool
}

func (m mixed) Open(name string) (fs.File, error) {
	if m.here[name] {
		return m.now.Open(name)
	}
	return m.FS.Open(name)
}

// refuse prints the errors of a tree, with its own lines, and what follows from them.
func refuse(s shell, tree project, problems []diag.Problem, why string) error {
	wrong := slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Severity != diag.Error })
	_ = tree.terminal(s.err).Print(s.err, wrong)
	fmt.Fprintf(s.err, "error: %s: %s\n", why, diag.Summary(wrong))
	return errReported
}

// moment returns when a side was shown: what was under embargo then was not.
func (x *side) moment(o buildOptions) time.Time {
	if x.shown.IsZero() || x.shown.After(o.now) {
		return o.now
	}
	return x.shown
}

// edition returns the published record of a side, without what is held back.
func (x *side) edition(o buildOptions, held map[published.Row]bool) (*published.Edition, error) {
	var text []byte
	var err error
	if x.release != "" {
		text, err = release.ReadFile(o.files, x.release, published.Folder+published.File)
	} else {
		public := published.Public(x.record, held, x.moment(o))
		text, err = published.Build(published.Input{Campaign: public, Matrix: matrix.Build(public, x.asOf), BaseURL: o.baseURL}).JSON()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", x.name, err)
	}
	e, err := published.Read(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", cmp.Or(x.release, x.name), err)
	}
	e.Without(held)
	return e, nil
}
