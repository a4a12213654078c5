package export

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/dictionary"
)

// edition is a release on its way into files: the published record, what its fields mean, and the files made so far.
type edition struct {
	*Release
	words  *dictionary.Dictionary
	about  map[string]dictionary.Words // each file, by its path
	notes  []note
	told   map[string]campaign.Text // what is said of the whole: dataset, cite
	all    v1Record
	tabled []table
	files  []file
}

// note is something to know about every file.
type note struct {
	name string
	text campaign.Text
}

// notes are those that there are, in the order to read them in.
var notes = []string{"absence", "dates", "lists", "languages", "formulas", "promise"}

// file is a file for reuse, made.
type file struct {
	Format
	content []byte
	sha256  string // in hexadecimal
}

//go:embed dictionary.toml
var meanings string

// newEdition defines everything that is to be written. In the languages named nothing may be without words; in others
// it is told in English then.
func newEdition(r *Release, languages ...string) (*edition, error) {
	words, err := dictionary.Read(meanings, languages, r.values())
	if err != nil {
		return nil, fmt.Errorf("dictionary.toml: %w", err)
	}
	e := &edition{Release: r, words: words, about: map[string]dictionary.Words{}, all: r.record()}
	e.tabled = e.tables()
	for _, f := range Formats() {
		e.about[f.Path] = words.File(f.Path)
	}
	for _, name := range notes {
		e.notes = append(e.notes, note{name, words.Note(name)})
	}
	e.told = map[string]campaign.Text{"dataset": words.Note("dataset"), "cite": e.filled(words.Note("cite"))}
	return e, words.Err()
}

// filled puts the day and the page where a text asks for them: of a release, the place where it stays.
func (e *edition) filled(text campaign.Text) campaign.Text {
	out, page := campaign.Text{}, e.all.Page
	if e.Name != "" {
		page = e.address("%s", e.Name.Path()+Folder+packageFile)
	}
	for language, s := range text {
		out[language] = strings.NewReplacer("{day}", string(e.all.AsOf), "{page}", string(page)).Replace(s)
	}
	return out
}

// values lists the ids of the kinds that have no table: what they stand for is said with every field that holds one.
func (r *Release) values() map[campaign.Kind][]dictionary.Value {
	out := map[campaign.Kind][]dictionary.Value{}
	for _, s := range r.statuses() {
		out[campaign.StatusWord] = append(out[campaign.StatusWord], dictionary.Value{ID: string(s.ID), Label: s.Label})
	}
	for _, p := range r.Matrix.Pillars {
		out[campaign.PillarKind] = append(out[campaign.PillarKind], dictionary.Value{ID: string(p.ID), Label: p.Title})
	}
	profile := r.Campaign.Profile
	for kind, words := range map[campaign.Kind][]campaign.Word{campaign.KindSubregion: profile.Subregions, campaign.KindSource: profile.SourceKinds} {
		for _, w := range words {
			out[kind] = append(out[kind], dictionary.Value{ID: string(w.ID)})
		}
	}
	for _, w := range profile.AskKinds {
		out[campaign.KindAsk] = append(out[campaign.KindAsk], dictionary.Value{ID: string(w.ID)})
	}
	return out
}

// write makes every file, round by round.
func (e *edition) write() error {
	for _, round := range rounds {
		made := make([]file, len(round))
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for i, format := range round {
			group.Go(func() error {
				var b bytes.Buffer
				if err := format.write(&b, e); err != nil {
					return fmt.Errorf("%s: %w", format.Path, err)
				}
				made[i] = file{format, b.Bytes(), fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		e.files = append(e.files, made...)
	}
	return nil
}

// file gives a file that is made already.
func (e *edition) file(path string) file {
	return e.files[slices.IndexFunc(e.files, func(f file) bool { return f.Path == path })]
}
