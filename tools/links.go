package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/archive"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/form"
)

// atOnce is how many addresses are looked at together; of one host it is one.
const atOnce = 8

// named is an address of another site that the record or a page names.
type named struct {
	at      diag.Position
	address string
	source  *campaign.Evidence // nil for a link of a page
	link    archive.Link       // what was found
}

// targets returns every address of another site that is public.
func (x *archiving) targets() []*named {
	var out []*named
	for _, e := range x.sources() {
		out = append(out, &named{at: e.At("url"), address: string(e.URL), source: &e})
	}
	for _, l := range check.OutsideLinks(x.form.Campaign, x.form.Now) {
		out = append(out, &named{at: l.At, address: l.Address})
	}
	return out
}

// links looks at the addresses of all sources, and at those that pages link to.
func (x *archiving) links(ctx context.Context, write bool) error {
	targets := x.targets()
	if err := x.look(ctx, targets); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("stopped; nothing was written\nhint: run this again to go on where it stopped")
		}
		return err
	}
	counts, lost := map[archive.Verdict]int{}, false
	for _, t := range targets {
		counts[t.link.Verdict]++
		lost = lost || t.link.Lost()
	}
	x.printLinks(targets)
	fmt.Fprintf(x.out, "%s: %d work, %d moved, %d gone, %d soft-404, %d changed, %d refused, %d unreachable\n", diag.Count(len(targets), "link"),
		counts[archive.Works], counts[archive.Moved], counts[archive.Gone], counts[archive.Soft], counts[archive.Changed], counts[archive.Refused], counts[archive.Unreachable])
	if len(targets) > 0 && counts[archive.Unreachable] == len(targets) {
		fmt.Fprintln(x.err, "error: no address could be reached; nothing was written\nhint: check the network, then run this again")
		return errReported
	}
	if write {
		if err := x.mark(targets); err != nil {
			return err
		}
	}
	if lost {
		return errReported
	}
	return nil
}

// printLinks prints every address that does not simply work.
func (x *archiving) printLinks(targets []*named) {
	for _, t := range targets {
		if t.link.Verdict == archive.Works {
			continue
		}
		note := ""
		if t.link.Note != "" {
			note = " (" + diag.Visible(t.link.Note) + ")"
		}
		fmt.Fprintf(x.out, "%s: %s: %s%s\n", t.at, t.link.Verdict, t.address, note)
		if t.link.Lost() && t.source != nil && t.source.ArchiveURL == "" {
			fmt.Fprintln(x.out, `hint: no archived copy; look for one with "go run ./tools archive", or cite another source`)
		}
	}
}

// look looks at addresses, but for those looked at not long ago. Each is looked at once.
func (x *archiving) look(ctx context.Context, targets []*named) error {
	again := x.again
	if again == 0 {
		again = 7 * 24 * time.Hour
	}
	var group errgroup.Group
	group.SetLimit(atOnce)
	var once sync.Map // address -> what looks at it
	for _, t := range targets {
		look, _ := once.LoadOrStore(t.address, sync.OnceValues(func() (archive.Link, error) { return x.lookAt(ctx, t.address, again) }))
		group.Go(func() (err error) {
			t.link, err = look.(func() (archive.Link, error))()
			return err
		})
	}
	return group.Wait()
}

// lookAt looks at an address, or returns what was found not long ago. No answer is not kept: it may be the network.
func (x *archiving) lookAt(ctx context.Context, address string, again time.Duration) (archive.Link, error) {
	before := x.state.Link(address)
	if x.form.Now.Sub(before.Seen) < again {
		return before, nil
	}
	l, err := x.client.Look(ctx, address, before, x.form.Now)
	if err == nil && l.Verdict != archive.Unreachable {
		err = x.state.SetLink(address, l)
	}
	return l, err
}

// mark writes which sources are gone that have a copy, and which are back.
func (x *archiving) mark(targets []*named) error {
	marked := 0
	for _, t := range targets {
		if t.source == nil {
			continue
		}
		day, changes := gone(t)
		if !changes {
			continue
		}
		marked++
		if err := x.edit(*t.source, func(text *edit.Text, at []any) error {
			if day == "" {
				return text.Remove(append(at, "gone")...)
			}
			return text.Set(day, append(at, "gone")...)
		}); err != nil {
			return err
		}
	}
	if marked == 0 {
		return nil
	}
	return writeChecked(x.shell, x.opened, x.form, x.before, form.Done{What: "marked " + diag.Count(marked, "source"), Next: checkAndCommitSteps})
}

// gone returns what a source's key "gone" must be, and whether that is a change.
func gone(t *named) (day string, changes bool) {
	switch t.link.Verdict {
	case archive.Gone, archive.Soft:
		return t.link.Seen.UTC().Format(time.DateOnly), t.source.Gone == "" && t.source.ArchiveURL != ""
	case archive.Works, archive.Moved, archive.Changed:
		return "", t.source.Gone != ""
	}
	return "", false
}
