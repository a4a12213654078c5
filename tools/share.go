package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/publish"
	"declarationwatch/tools/internal/share"
	"declarationwatch/tools/internal/source"
	"declarationwatch/tools/internal/words"
)

var shareCommand = command{
	name:    "share",
	summary: "make one file of a page that is not out yet, to send to somebody",
	usage: `"share PAGE" renders one page as a preview does, and makes one HTML file of it: styles, pictures and the files beside it are in
the file, it loads nothing, and it says that it is not for publication. PAGE is a file of content/ or the address of a page.

  -out FILE   where to write (ADDRESS` + source.DraftEnding + `, which git ignores); never where a build would publish it

Exit code: 0 written, 1 problems, 2 wrong usage.`,
	run: runShare,
}

func runShare(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("share", flag.ContinueOnError)
	out := flags.String("out", "", "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"name one page: a file of content/, or an address"}
	}
	o, err := s.buildOptions("", "", true, time.Now())
	if err != nil {
		return err
	}
	record := campaign.Load(o.files, &diag.List{}) // the build reports what is wrong
	page, err := findPage(record, names[0])
	if err != nil {
		return err
	}
	file, err := o.shareTarget(cmp.Or(*out, nameOf(page)+source.DraftEnding))
	if err != nil {
		return err
	}
	texts, err := words.Read(o.files, record.Languages)
	if err != nil {
		return err
	}
	work, err := publish.Scratch()
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	o.only = page.Path()
	if _, err := build(ctx, s, o, work, "the preview"); err != nil {
		return err
	}
	text, err := share.Page{
		Dir: filepath.Join(work, "out"), Address: page.Address(), BaseURL: o.baseURL, Banner: banner(record, page, texts[page.Language()], o.now), Public: outside(record, o.now),
	}.File()
	if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "wrote %s, %.1f MB: one file to send; it is marked as not for publication\n", relativeTo(o.dir, file), float64(len(text))/1e6)
	return nil
}

// findPage returns the page with a file or an address.
func findPage(record *campaign.Campaign, name string) (campaign.Page, error) {
	clean := strings.Trim(filepath.ToSlash(name), "/")
	var all []string
	for _, p := range record.Pages {
		if p.Doc.File == path.Clean(clean) || p.Address() == clean {
			return p, nil
		}
		all = append(all, p.Doc.File)
	}
	message := fmt.Sprintf("unknown page %q; name a file of content/, or an address", name)
	if near := diag.Suggest(name, all); near != "" {
		message += "\nhint: " + near
	}
	return campaign.Page{}, usageError{message}
}

// nameOf returns how the file of a page is called: by its address, which has the language.
func nameOf(p campaign.Page) string {
	if p.Address() == "" {
		return "home"
	}
	return strings.ReplaceAll(p.Address(), "/", "-")
}

// shareTarget returns the absolute path to write to. It refuses a file that a build reads or that would be published.
func (o buildOptions) shareTarget(out string) (string, error) {
	file := absolute(o.dir, out)
	for _, folder := range append([]string{"public", o.deployed(), ".git", ".ci", "tools"}, source.Folders...) {
		if within(filepath.Join(o.dir, folder), file) {
			return "", usageError{fmt.Sprintf("-out %s is in %s/, where it would be published or read; choose another", out, folder)}
		}
	}
	if within(o.dir, file) && !strings.HasSuffix(file, source.DraftEnding) {
		return "", usageError{fmt.Sprintf("-out %s is in the project, and git would take it for a page; end its name with %s, or write it elsewhere", out, source.DraftEnding)}
	}
	if info, err := os.Stat(file); err == nil && (info.IsDir() || !source.Unpublishable(file, func() []byte { text, _ := os.ReadFile(file); return text })) {
		return "", usageError{fmt.Sprintf("-out %s exists and is not a page that was shared before; choose another", out)}
	}
	return file, nil
}

// banner returns what marks a page.
func banner(record *campaign.Campaign, p campaign.Page, w *words.Words, now time.Time) string {
	switch published := p.Published(); {
	case p.Draft:
		return w.Text("share.draft")
	case published.After(now):
		zone, _ := record.Profile.Zone()
		moment := published.In(zone)
		return w.Text("share.embargo", "Date", w.Date(moment.Format(time.DateOnly)), "Time", moment.Format("15:04 (-07:00)"))
	}
	return w.Text("share.copy", "Date", w.Date(now.Format(time.DateOnly)))
}

// outside returns whether an address of the site is out: what no withheld page has.
func outside(record *campaign.Campaign, now time.Time) func(address string) bool {
	var withheld []string
	for _, h := range record.Held(now) {
		withheld = append(withheld, strings.TrimPrefix(h.ID, "content/"))
	}
	return func(address string) bool { return !slices.Contains(withheld, address) }
}
