package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"declarationwatch/tools/internal/archive"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/form"
)

var archiveCommand = command{
	name:    "archive",
	summary: "find archived copies of sources, or look whether their addresses still work",
	usage: `Asks an archive for a copy of each public source that has none, made about the day that it was read, and writes archive_url.
Sources under embargo are not asked for. It asks slowly, waits when the archive asks it to, and keeps the answers: stop it at any
time, and run it again to go on.

  -service URL   the archive: the Wayback Machine's availability API, or with a slash at its end a TimeGate (RFC 7089), to which the
                 address is added, as https://web.archive.org/web/ (` + archive.Service + `)
  -every TIME    pause between two requests to one host (4s)
  -most N        ask for at most so many (all)
  -again TIME    ask again for what had no copy so long ago (720h)

"archive -links" looks at the address of every public source, and at the links of pages, instead, several hosts at once, and prints those that have moved, are
gone, say so only in their text (soft-404), or have another text than before.

  -write         with -links, write "gone" where a page is gone and has an archived copy, so that the site links to that, and
                 remove it where the page is back
  -again TIME    with -links, look again at what was looked at so long ago (168h)

Exit code: 0 done, 1 not all could be asked, or with -links some page is gone, 2 wrong usage.`,
	run: runArchive,
}

// archiving is what a run of archive works with.
type archiving struct {
	shell
	opened  project
	form    *form.Project
	before  diag.List
	client  *archive.Client
	state   *archive.State
	service string
	again   time.Duration
	most    int
}

func runArchive(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("archive", flag.ContinueOnError)
	x := archiving{shell: s}
	flags.StringVar(&x.service, "service", archive.Service, "")
	every := flags.Duration("every", 4*time.Second, "")
	flags.IntVar(&x.most, "most", 0, "")
	flags.DurationVar(&x.again, "again", 0, "")
	links := flags.Bool("links", false, "")
	write := flags.Bool("write", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	if *every < 0 || x.again < 0 || x.most < 0 {
		return usageError{"-every, -again and -most must not be negative"}
	}
	if *write && !*links {
		return usageError{"-write goes with -links; without it, archive writes what it finds"}
	}
	if u, err := url.Parse(x.service); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return usageError{fmt.Sprintf("invalid -service %q; use an address such as %s", x.service, archive.Service)}
	}
	if err := x.open(*every); err != nil {
		return err
	}
	if *links {
		return x.links(ctx, *write)
	}
	return x.copies(ctx)
}

// open reads the project and what is known from earlier runs.
func (x *archiving) open(every time.Duration) (err error) {
	if x.opened, err = x.project(); err != nil {
		return err
	}
	x.form = loadForm(x.opened, &x.before)
	if err := x.before.Err(); err != nil {
		return err
	}
	folder, err := disk.CacheFolder("archive")
	if err != nil {
		return err
	}
	if x.state, err = archive.Open(filepath.Join(folder, "answers.json")); err != nil {
		return err
	}
	x.client = &archive.Client{
		HTTP:  &http.Client{Timeout: 30 * time.Second},
		Agent: "declaration-watch-archive (+" + x.opened.BaseURL + ")",
		Every: every, Longest: 2 * time.Minute,
	}
	return nil
}

// sources returns the sources that everybody may know of.
func (x *archiving) sources() (out []campaign.Evidence) {
	for _, e := range x.form.Published(x.form.Now).Evidence {
		if len(e.Withheld) == 0 {
			out = append(out, e)
		}
	}
	return out
}

// copies asks for copies and writes those that there are.
func (x *archiving) copies(ctx context.Context) error {
	asked, found, none, failures := 0, 0, 0, 0
	var stopped error
	for _, e := range x.sources() {
		if e.ArchiveURL != "" || stopped != nil || x.most > 0 && asked == x.most {
			continue
		}
		address, known, err := x.copyOf(ctx, e)
		if !known {
			asked++
		}
		switch {
		case err != nil && (ctx.Err() != nil || final(err)):
			stopped = err
		case err != nil:
			fmt.Fprintf(x.err, "%s: %v\n", e.At(), err)
			if failures++; failures == mostFailures {
				stopped = err
			}
		case address == "":
			none++
		case x.take(e, address):
			found++
		}
	}
	fmt.Fprintf(x.out, "copies found for %s; %d not in the archive\n", diag.Count(found, "source"), none)
	if found > 0 {
		if err := writeChecked(x.shell, x.opened, x.form, x.before, form.Done{What: "written", Next: checkAndCommitSteps}); err != nil {
			return err
		}
	}
	return x.unfinished(ctx, stopped, found > 0)
}

// final reports whether the service need not be asked again in this run.
func final(err error) bool {
	return errors.As(err, new(archive.LaterError)) || errors.As(err, new(archive.UnreachableError))
}

// mostFailures is after how many strange answers a service is left alone.
const mostFailures = 3

var checkAndCommitSteps = []string{"go run ./tools check", "git diff data", "commit the files"}

// unfinished prints why not all was asked.
func (x *archiving) unfinished(ctx context.Context, stopped error, wrote bool) error {
	switch {
	case stopped == nil:
		return nil
	case ctx.Err() != nil:
		stopped = errors.New("stopped")
	}
	text := "; nothing was written"
	if wrote {
		text = "; what was found is written"
	}
	fmt.Fprintf(x.err, "error: %v%s\n", stopped, text)
	if errors.As(stopped, new(archive.UnreachableError)) {
		fmt.Fprintln(x.err, "hint: check the network, or name another archive with -service; then run this again")
	} else {
		fmt.Fprintln(x.err, "hint: run this again to go on where it stopped")
	}
	return errReported
}

// copyOf returns the copy of a source as the service has it, or as it answered before.
func (x *archiving) copyOf(ctx context.Context, e campaign.Evidence) (address string, known bool, err error) {
	again := x.again
	if again == 0 {
		again = 30 * 24 * time.Hour
	}
	page := string(e.URL)
	if answer, ok := x.state.Copy(x.service, page); ok && (answer.Address != "" || x.form.Now.Sub(answer.Asked) < again) {
		return answer.Address, true, nil
	}
	if address, err = x.client.Copy(ctx, x.service, page, e.Accessed.First()); err != nil {
		return "", false, err
	}
	return address, false, x.state.SetCopy(x.service, page, archive.Found{Address: address, Asked: x.form.Now})
}

// take sets the copy of a source, if the check accepts it as one, and reports whether it did.
func (x *archiving) take(e campaign.Evidence, address string) bool {
	e.ArchiveURL = campaign.URL(address)
	if why := check.RefusedCopy(e, x.form.Now); why != "" {
		fmt.Fprintf(x.err, "%s: the archive's answer %s is not used: %s\n", e.At(), diag.Visible(address), why)
		return false
	}
	err := x.edit(e, func(t *edit.Text, at []any) error {
		for _, key := range []string{"archive", "archive_reason"} {
			if path := append(at[:len(at):len(at)], key); t.Value(path...) != nil {
				if err := t.Remove(path...); err != nil {
					return err
				}
			}
		}
		return t.Set(address, append(at[:len(at):len(at)], "archive_url")...)
	})
	if err != nil {
		fmt.Fprintf(x.err, "%s: %v\n", e.At(), err)
		return false
	}
	fmt.Fprintf(x.out, "%s %s\n", e.ID, address)
	return true
}

// edit changes a source in its file.
func (x *archiving) edit(e campaign.Evidence, change func(t *edit.Text, at []any) error) error {
	return x.form.Changes.Edit(e.Doc.File, "", func(t *edit.Text) error {
		for i := 0; ; i++ {
			switch t.Value("evidence", i, "id") {
			case string(e.ID):
				return change(t, []any{"evidence", i})
			case nil:
				return fmt.Errorf("%s: no source %q", e.Doc.File, e.ID)
			}
		}
	})
}
