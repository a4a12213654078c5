package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/archive"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/form"
)

// atOnce is how many addresses are looked at together; of one host it is one.
const atOnce = 8

// links looks at the addresses of all sources.
func (x *archiving) links(ctx context.Context, write bool) error {
	sources := x.sources()
	found, err := x.look(ctx, sources)
	if err != nil {
		return err
	}
	counts, lost := map[archive.Verdict]int{}, false
	for i, e := range sources {
		l := found[i]
		counts[l.Verdict]++
		if l.Verdict == archive.Works {
			continue
		}
		lost = lost || l.Lost()
		fmt.Fprintf(x.out, "%s: %s: %s", e.At("url"), l.Verdict, e.URL)
		if l.Note != "" {
			fmt.Fprintf(x.out, " (%s)", diag.Visible(l.Note))
		}
		fmt.Fprintln(x.out)
		if l.Lost() && e.ArchiveURL == "" {
			fmt.Fprintf(x.out, "hint: no archived copy; look for one with \"go run ./tools archive\", or cite another source\n")
		}
	}
	fmt.Fprintf(x.out, "%s: %d work, %d moved, %d gone, %d soft-404, %d changed, %d refused, %d unreachable\n", diag.Count(len(sources), "source"),
		counts[archive.Works], counts[archive.Moved], counts[archive.Gone], counts[archive.Soft], counts[archive.Changed], counts[archive.Refused], counts[archive.Unreachable])
	if len(sources) > 0 && counts[archive.Unreachable] == len(sources) {
		fmt.Fprintln(x.err, "error: no address could be reached; nothing was written\nhint: check the network, then run this again")
		return errReported
	}
	if write {
		if err := x.mark(sources, found); err != nil {
			return err
		}
	}
	if lost {
		return errReported
	}
	return nil
}

// look looks at the addresses of sources, but for those looked at not long ago.
func (x *archiving) look(ctx context.Context, sources []campaign.Evidence) ([]archive.Link, error) {
	again := x.again
	if again == 0 {
		again = 7 * 24 * time.Hour
	}
	found := make([]archive.Link, len(sources))
	var group errgroup.Group
	group.SetLimit(atOnce)
	var once sync.Map // address -> what looks at it once
	for i, e := range sources {
		look, _ := once.LoadOrStore(e.URL, sync.OnceValues(func() (archive.Link, error) {
			before := x.state.Link(string(e.URL))
			if before.Verdict != archive.Unreachable && x.form.Now.Sub(before.Seen) < again {
				return before, nil
			}
			l, err := x.client.Look(ctx, string(e.URL), before, x.form.Now)
			if err == nil && l.Verdict != archive.Unreachable {
				err = x.state.SetLink(string(e.URL), l)
			}
			return l, err
		}))
		group.Go(func() (err error) {
			found[i], err = look.(func() (archive.Link, error))()
			return err
		})
	}
	return found, group.Wait()
}

// mark writes which sources are gone that have a copy, and which are back.
func (x *archiving) mark(sources []campaign.Evidence, found []archive.Link) error {
	marked := 0
	for i, e := range sources {
		value := ""
		switch l := found[i]; {
		case l.Lost() && e.ArchiveURL != "" && e.Gone == "":
			value = l.Seen.UTC().Format(time.DateOnly)
		case e.Gone == "" || l.Verdict != archive.Works && l.Verdict != archive.Moved && l.Verdict != archive.Changed:
			continue
		}
		marked++
		if err := x.edit(e, func(t *edit.Text, at []any) error {
			if value == "" {
				return t.Remove(append(at, "gone")...)
			}
			return t.Set(value, append(at, "gone")...)
		}); err != nil {
			return err
		}
	}
	if marked == 0 {
		return nil
	}
	return writeChecked(x.streams, x.opened, x.form, x.before, form.Done{What: "marked " + diag.Count(marked, "source"), Next: checkAndCommitSteps})
}
