package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/release"
)

var releaseCommand = command{
	name:    "release",
	summary: "freeze the matrix, its frames and the data for good",
	usage: `"release NAME" builds the site as it is published, freezes the matrix, the frames for partners and the open data as
files that need nothing from outside, in static/v/NAME, and writes a row into data/releases.toml. Commit both together.
Nothing of a release is ever changed again: "check" fails if a byte of one differs.

NAME is a month, as 2026.11; a second release of that month is 2026.11.2.

  -base-url URL         what full addresses in it begin with, for ever (baseURL of config.toml)
  -as-of YYYY-MM-DD     the day to read the record at the end of (today, UTC)

Exit code: 0 frozen, 1 problems, 2 wrong usage.`,
	run: runRelease,
}

// releasesFile tells of every release, from the project's top folder.
const releasesFile = "data/releases.toml"

func runRelease(ctx context.Context, s streams, args []string) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	baseURL := flags.String("base-url", "", "")
	asOf := flags.String("as-of", "", "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"name one release, such as " + time.Now().UTC().Format("2006.01")}
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	o, err := newBuildOptions(p, *baseURL, *asOf, false, time.Now())
	if err != nil {
		return err
	}
	o.release = release.Name(names[0])
	if err := o.mayRelease(); err != nil {
		return err
	}

	work, err := os.MkdirTemp("", "declaration-watch-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if _, err := build(ctx, o, work, "the release", startTimings()); err != nil {
		return err
	}
	m, sum, err := release.Freeze(release.Site{
		Dir: filepath.Join(work, "out"), BaseURL: o.baseURL, Languages: o.languages(), AsOf: string(o.asOf),
	}, o.release, p.dir)
	if err != nil {
		return fmt.Errorf("freezing: %w", err)
	}
	if err := addRow(filepath.Join(p.dir, filepath.FromSlash(releasesFile)), m, sum); err != nil {
		return errors.Join(err, os.RemoveAll(filepath.Join(p.dir, filepath.FromSlash(release.Folder), string(o.release))))
	}
	size := 0
	for _, f := range m.Files {
		size += f.Bytes
	}
	fmt.Fprintf(s.out, "froze %s as of %s: %s, %.1f MB, in %s/%s\n", m.Release, m.AsOf, diag.Count(len(m.Files)+1, "file"), float64(size)/1e6, release.Folder, m.Release)
	fmt.Fprintf(s.out, "commit that folder and %s together; from the next build on pages lead to it\n", releasesFile)
	if reserved(o.baseURL) {
		fmt.Fprintf(s.err, "warning: full addresses in this release begin with %s, for ever, and that leads nowhere\nhint: set baseURL in config.toml, or give -base-url, before a release that is to last\n", o.baseURL)
	}
	return nil
}

// mayRelease reports why nothing may be frozen under the name that is asked for.
func (o buildOptions) mayRelease() error {
	if !o.release.Valid() {
		return usageError{fmt.Sprintf("%q is no name of a release: write the month as %s, from the second of a month on %[2]s.2", o.release, time.Now().UTC().Format("2006.01"))}
	}
	there := release.Names(o.files)
	if slices.Contains(there, o.release) {
		return usageError{fmt.Sprintf("release %s is there already, and a release never changes: the next of its month is %s", o.release, o.release.Next(there))}
	}
	for _, name := range there {
		if o.release.Compare(name) < 0 {
			return usageError{fmt.Sprintf("release %s would be older than %s, which is there already", o.release, name)}
		}
	}
	return nil
}

// addRow tells of a release at the end of a file of releases, which is made if need be.
func addRow(file string, m release.Manifest, sum string) error {
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = []byte(releasesHead)
	case err != nil:
		return err
	}
	row := fmt.Sprintf("\n[[release]]\nid = %q\nas_of = %q\nmanifest = %q\n", m.Release, m.AsOf, sum)
	part := file + ".part"
	err = os.WriteFile(part, append(bytes.TrimRight(text, "\n"), "\n"+row...), 0o644)
	if err == nil {
		err = os.Rename(part, file)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(part))
	}
	return nil
}

const releasesHead = `# Every frozen release, the oldest first: "go run ./tools release NAME" adds a row. What it froze lies in static/v/NAME and
# never changes; manifest is the SHA-256 of manifest.json there. What is new in a release may be said in
# summary = { en = "...", es = "..." }.
`

// reserved reports whether a host is one that never leads anywhere (RFC 2606, RFC 6761), or only to this machine.
func reserved(baseURL string) bool {
	u, err := url.Parse(baseURL)
	if err != nil {
		return true
	}
	host := "." + u.Hostname()
	return slices.ContainsFunc([]string{".example", ".example.com", ".example.org", ".example.net", ".invalid", ".test", ".localhost", ".1"}, func(end string) bool {
		return strings.HasSuffix(host, end)
	})
}
