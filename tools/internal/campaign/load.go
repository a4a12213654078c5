package campaign

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/source"
)

// RuleUnknownFile is broken by a file in data/ that nothing reads.
const RuleUnknownFile = "unknown-file"

// Load reads data/ and content/ below root, the project's top folder. Problems of reading go to problems; the
// rest of the record is in the Campaign all the same.
func Load(root fs.FS, problems *diag.List) *Campaign { return Memo(nil).Load(root, problems) }

// Memo keeps files that were read, so that those that have not changed need not be decoded again.
type Memo map[string]job

// Load is the function of this name, with what is kept.
func (m Memo) Load(root fs.FS, problems *diag.List) *Campaign {
	l := loader{root: root, problems: problems, memo: m, campaign: &Campaign{
		Files:       source.List(root, problems),
		Attributes:  source.Optional(root, ".gitattributes", problems),
		definitions: map[Kind]map[ID][]diag.Position{},
		root:        root,
	}}
	c := l.campaign
	c.Profile, _ = source.Unread[Profile]("data/campaign.toml")
	c.Declaration, _ = source.Unread[Declaration]("data/declaration.toml")
	c.Vocabulary, _ = source.Unread[Vocabulary]("data/vocabulary.toml")
	c.Languages, _ = locale.ReadLanguages(root) // whoever opens the project reports what is wrong
	l.data()
	l.pages()
	l.interfaces()
	l.run()
	if m != nil {
		c.detach()
	}
	l.campaign.resolve()
	l.campaign.settle()
	l.campaign.paginate()
	l.frozen()
	return c
}

// dataFile is a file or folder of data/.
type dataFile struct {
	path     string // below data/; a folder ends in a slash and contains one TOML file a subject
	required bool
	typed
}

// typed is what a file contains, and how it is read.
type typed struct {
	content reflect.Type
	read    reader
}

// reader reads a file. What it returns adds the content to the record.
type reader func(root fs.FS, file string, problems *diag.List) (doc *source.Doc, add func(c *Campaign))

// of returns how a TOML file is read as a T. subject is the file's name without its ending.
func of[T any](add func(c *Campaign, subject string, content T)) typed {
	return typed{reflect.TypeFor[T](), func(root fs.FS, file string, problems *diag.List) (*source.Doc, func(c *Campaign)) {
		content, doc := source.DecodeFile[T](root, file, problems)
		return doc, func(c *Campaign) { add(c, strings.TrimSuffix(path.Base(file), ".toml"), content) }
	}}
}

// DataFile is a file of data/, or a folder of files of one kind.
type DataFile struct {
	Path    string       // from the top folder; that of a folder ends in a slash
	Content reflect.Type // the struct that the TOML is read into, whose fields are in the order of the file's keys
}

// DataFiles lists everything that data/ can contain.
func DataFiles() []DataFile {
	out := make([]DataFile, len(files))
	for i, f := range files {
		out[i] = DataFile{"data/" + f.path, f.content}
	}
	return out
}

// Contains reports whether a file is this one, or in this folder.
func (f DataFile) Contains(file string) bool {
	return file == f.Path || strings.HasSuffix(f.Path, "/") && path.Dir(file)+"/" == f.Path && path.Ext(file) == ".toml"
}

// files is everything in data/. It is the only such list.
var files = []dataFile{
	{"action_packages.toml", false, of(func(c *Campaign, _ string, f struct {
		Packages []Package `toml:"package" required:"true"`
	}) {
		c.Packages = f.Packages
	})},
	{"asks.toml", false, of(func(c *Campaign, _ string, f struct {
		Asks []Ask `toml:"ask" required:"true"`
	}) {
		c.Asks = f.Asks
	})},
	{"assessments/", false, of(func(c *Campaign, subject string, f struct {
		Assessments []Assessment `toml:"assessment" required:"true"`
	}) {
		for _, a := range f.Assessments {
			a.Signatory = SignatoryID(subject)
			c.Assessments = append(c.Assessments, a)
		}
	})},
	{"campaign.toml", true, of(func(c *Campaign, _ string, p Profile) {
		c.Profile = p
		for kind, words := range map[Kind][]Word{
			KindSubregion: p.Subregions, KindSourceKind: p.SourceKinds, KindTopic: p.Topics,
		} {
			for _, w := range words {
				c.define(kind, w.ID, w.At("id"))
			}
		}
		for _, w := range p.EntryStatuses {
			c.define(KindEntryStatus, w.ID, w.At("id"))
		}
		for _, g := range p.Groups {
			c.define(KindGroup, g.ID, g.At("id"))
		}
	})},
	{"commitments/", false, of(func(c *Campaign, subject string, r Commitment) {
		named(c, &r.ID, subject, r.Place)
		c.Commitments = append(c.Commitments, r)
	})},
	{"declaration.toml", true, of(func(c *Campaign, _ string, d Declaration) { c.Declaration = d })},
	{"events.toml", false, of(func(c *Campaign, _ string, f struct {
		Meetings []Meeting `toml:"event" required:"true"`
	}) {
		c.Meetings = f.Meetings
	})},
	{"evidence/", false, of(func(c *Campaign, _ string, f struct {
		Evidence []Evidence `toml:"evidence" required:"true"`
	}) {
		c.Evidence = append(c.Evidence, f.Evidence...)
	})},
	{"pledges/", false, of(func(c *Campaign, subject string, f struct {
		Pledges []Pledge `toml:"pledge" required:"true"`
	}) {
		for _, p := range f.Pledges {
			p.Signatory = SignatoryID(subject)
			c.Pledges = append(c.Pledges, p)
		}
	})},
	{"programmes/", false, of(func(c *Campaign, subject string, r Programme) {
		named(c, &r.ID, subject, r.Place)
		c.Programmes = append(c.Programmes, r)
	})},
	{"releases.toml", false, of(func(c *Campaign, _ string, f struct {
		Releases []Release `toml:"release" required:"true"`
	}) {
		c.Releases = f.Releases
	})},
	{"signatories/", false, of(func(c *Campaign, subject string, r Signatory) {
		named(c, &r.ID, subject, r.Place)
		c.Signatories = append(c.Signatories, r)
	})},
	{"standards.toml", false, of(func(c *Campaign, _ string, f struct {
		Standards []Standard `toml:"standard" required:"true"`
	}) {
		c.Standards = f.Standards
	})},
	{"vocabulary.toml", true, of(func(c *Campaign, _ string, v Vocabulary) { c.Vocabulary = v })},
}

// named gives a record that is a file the file's name as id where the key cannot be read, so that whatever refers to the
// record is not blamed too.
func named[T ~string](c *Campaign, id *T, subject string, place Place) {
	if *id == "" {
		*id = T(subject)
		c.define(any(*id).(Reference).RefersTo(), ID(subject), place.At())
	}
}

// define notes where an id is given. An id that is absent or of the wrong type is already a problem.
func (c *Campaign) define(kind Kind, id ID, at diag.Position) {
	if id == "" {
		return
	}
	if c.definitions[kind] == nil {
		c.definitions[kind] = map[ID][]diag.Position{}
	}
	c.definitions[kind][id] = append(c.definitions[kind][id], at)
}

// note keeps a file that was read, and the ids that it defines.
func (c *Campaign) note(doc *source.Doc) {
	c.Docs = append(c.Docs, doc)
	for _, leaf := range doc.Leaves {
		if id, ok := leaf.Value.(Reference); ok && leaf.Key == "id" {
			c.define(id.RefersTo(), ID(fmt.Sprint(id)), leaf.At)
		}
	}
}

// loader reads files. They are read in parallel, and their records added in the order of the files' names, so that the
// record and its problems are the same every time.
type loader struct {
	root     fs.FS
	problems *diag.List
	campaign *Campaign
	memo     Memo
	jobs     []job
}

// job is a file to be read.
type job struct {
	file     string
	read     reader
	text     []byte // as it was decoded, if there is a memo
	doc      *source.Doc
	add      func(c *Campaign)
	problems diag.List
}

// later puts a file on the list.
func (l *loader) later(file string, read reader) {
	l.jobs = append(l.jobs, job{file: file, read: read})
}

// run reads every file on the list, as many at a time as there are processors, and adds them to the record.
func (l *loader) run() {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range l.jobs {
		group.Go(func() error {
			j := &l.jobs[i]
			if !l.recall(j) {
				j.doc, j.add = j.read(l.root, j.file, &j.problems)
			}
			return nil
		})
	}
	_ = group.Wait() // what is wrong with a file is among its problems
	for i := range l.jobs {
		if l.jobs[i].text != nil {
			l.memo[l.jobs[i].file] = l.jobs[i]
		}
		for _, p := range l.jobs[i].problems.Sorted() {
			l.problems.Add(p)
		}
		l.campaign.note(l.jobs[i].doc)
		l.jobs[i].add(l.campaign)
	}
}

// recall takes a file from the memo if it still has the same text.
func (l *loader) recall(j *job) bool {
	if l.memo == nil {
		return false
	}
	text, err := fs.ReadFile(l.root, j.file)
	kept, ok := l.memo[j.file]
	if j.text = text; err != nil || !ok || !bytes.Equal(kept.text, text) {
		return false
	}
	*j = kept
	return true
}

func (l *loader) data() {
	if _, err := fs.Lstat(l.root, "data"); errors.Is(err, fs.ErrNotExist) {
		l.problems.Errorf(diag.Position{File: "data"}, source.RuleUnreadable, "missing folder").
			WithHint("the record is in data/: restore it from git")
		return
	}
	read := map[string]bool{}
	kinds := DataFiles()
	for _, file := range l.below("data/") {
		below := strings.TrimPrefix(file, "data/")
		i := slices.IndexFunc(kinds, func(f DataFile) bool { return f.Contains(file) })
		switch {
		case i >= 0:
			read[files[i].path] = true
			l.later(file, files[i].read)
		case !strings.HasPrefix(path.Base(file), ".") && below != "README.md":
			l.unknownFile(file, below)
		}
	}
	for _, f := range files {
		if read[f.path] || strings.HasSuffix(f.path, "/") {
			continue
		}
		if _, err := fs.Lstat(l.root, "data/"+f.path); f.required || err == nil {
			l.later("data/"+f.path, f.read) // the reader reports that it is missing, or not a file
		}
	}
}

// below returns the files of the project in a folder, whose name ends in a slash.
func (l *loader) below(folder string) []string {
	return slices.DeleteFunc(slices.Clone(l.campaign.Files), func(name string) bool { return !strings.HasPrefix(name, folder) })
}

func (l *loader) unknownFile(file, below string) {
	near := path.Dir(below) + "/"
	if near == "./" {
		near = below
	}
	var known []string
	for _, f := range files {
		known = append(known, f.path)
	}
	l.problems.Errorf(diag.Position{File: file}, RuleUnknownFile, "unknown file").
		WithHint(cmp.Or(diag.Suggest(near, known), "data/ has "+strings.Join(known, ", ")))
}
