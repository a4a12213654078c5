package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/publish"
	"declarationwatch/tools/internal/release"
)

var releaseCommand = command{
	name:    "release",
	summary: "freeze the matrix, its frames and the data permanently",
	usage: `"release NAME" builds the site as it is published, freezes the matrix, the frames for partners and the open data as
files that need nothing else, and adds a row to data/releases.toml. The files are packed into one, in static/v/NAME beside a
manifest; "build" publishes each below /v/NAME/. Commit both together. A release never changes: "check" reports every byte
that differs.

NAME is this month or an earlier one, such as 2026.11; the second release of that month is 2026.11.2.

  -base-url URL         the permanent start of full addresses in it (baseURL of config.toml)
  -as-of YYYY-MM-DD     the day whose end the record is read at (today, UTC)

Exit code: 0 frozen, 1 problems, 2 wrong usage.`,
	run: runRelease,
}

// releasesFile has a row for every release.
const releasesFile = "data/releases.toml"

func runRelease(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	baseURL := flags.String("base-url", "", "")
	asOf := flags.String("as-of", "", "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"give one release name, such as " + string(release.MonthOf(time.Now()))}
	}
	o, err := s.buildOptions(*baseURL, *asOf, false, time.Now())
	if err != nil {
		return err
	}
	o.release = release.Name(names[0])
	if err := o.mayRelease(); err != nil {
		return err
	}

	// A work folder in the project, so that what is frozen is moved into place in one step. The next release removes what a
	// killed one left, and git ignores it.
	target, err := publish.Open(ctx, filepath.Join(o.dir, "release"), publish.Options{
		Ours:    func(string) bool { return true }, // nothing is put in its place
		Waiting: func() { fmt.Fprintln(s.err, "waiting for another release to finish") },
	})
	if err != nil {
		return err
	}
	defer target.Close()
	built, err := build(ctx, s, o, target.Path(""), "the release")
	if err != nil {
		return err
	}
	defer o.shelf.Return(built.kept, target.Path("out"))
	made, err := release.Freeze(release.Site{Site: built.site, Work: target.Path("frozen"), AsOf: string(o.asOf)}, o.release, o.dir)
	if err != nil {
		return fmt.Errorf("freeze: %w", err)
	}
	if err := errors.Join(addAttributes(filepath.Join(o.dir, ".gitattributes")), addRow(filepath.Join(o.dir, filepath.FromSlash(releasesFile)), made)); err != nil {
		return errors.Join(err, os.RemoveAll(filepath.Join(o.dir, filepath.FromSlash(release.Folder), string(o.release))))
	}
	fmt.Fprintf(s.out, "froze %s as of %s: %s, %.1f MB; stored as %.2f MB in %s/%s\n", made.Release, made.AsOf,
		diag.Count(made.Count(), "file"), float64(made.Published)/1e6, float64(made.Stored)/1e6, release.Folder, made.Release)
	fmt.Fprintf(s.out, "commit that folder, %s and .gitattributes together; pages link to it from the next build on\n", releasesFile)
	if reserved.MatchString(o.baseURL) {
		fmt.Fprintf(s.err, "warning: full addresses in this release begin with %s, which is reserved for examples\nhint: set baseURL in config.toml, or -base-url, before a release that you publish\n", o.baseURL)
	}
	return nil
}

// mayRelease returns why nothing can be frozen under the given name.
func (o buildOptions) mayRelease() error {
	if !o.release.Valid() {
		return usageError{fmt.Sprintf("invalid release name %q; use YYYY.MM, such as %s, or YYYY.MM.2", o.release, release.MonthOf(o.now))}
	}
	there := release.Names(o.files)
	if slices.Contains(there, o.release) {
		return usageError{fmt.Sprintf("release %s exists and never changes; the next of its month is %s", o.release, o.release.Next(there))}
	}
	if month := release.MonthOf(o.now); o.release.Month().Compare(month) > 0 {
		return usageError{fmt.Sprintf("release %s is of a month in the future; use %s", o.release, month.Next(there))}
	}
	for _, name := range there {
		if o.release.Compare(name) < 0 {
			return usageError{fmt.Sprintf("release %s is older than %s, which exists; use a later month", o.release, name)}
		}
	}
	return nil
}

// addRow adds a row to the file of releases, which it creates if missing.
func addRow(file string, made release.Made) error {
	return lockedfile.Transform(file, func(text []byte) ([]byte, error) {
		if len(text) == 0 {
			text = []byte(releasesHead)
		}
		return fmt.Appendf(bytes.TrimRight(text, "\n"), "\n\n[[release]]\nid = %q\nas_of = %q\nmanifest = %q\narchive = %q\n",
			made.Release, made.AsOf, made.Sums.Manifest, made.Sums.Archive), nil
	})
}

// addAttributes has git keep the bytes of releases, whatever line endings a clone uses.
func addAttributes(file string) error {
	return lockedfile.Transform(file, func(text []byte) ([]byte, error) {
		if release.Unconverted(text) {
			return text, nil
		}
		if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
			text = append(text, '\n')
		}
		return append(text, release.Attributes+"\n"...), nil
	})
}

const releasesHead = `# Every frozen release, the oldest first: "go run ./tools release NAME" adds a row. static/v/NAME never changes: manifest and
# archive are the SHA-256 of the two files there. summary is optional: what is new in the release, by language.
`

// reserved matches the address of a host that is reserved for examples and tests (RFC 2606, RFC 6761), or is this machine.
var reserved = regexp.MustCompile(`^https?://([^/]*[.@])?(example|example\.(com|org|net)|invalid|test|localhost|127(\.\d+){3})(:\d+)?/`)
