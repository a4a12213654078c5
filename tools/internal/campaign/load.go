package campaign

import (
	"errors"
	"io/fs"
	"path"
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
func Load(root fs.FS, problems *diag.List) *Campaign {
	l := loader{root: root, problems: problems, campaign: &Campaign{
		Profile:     Profile{Place: Place{Doc: source.Unread("data/campaign.toml")}},
		Declaration: Declaration{Place: Place{Doc: source.Unread("data/declaration.toml")}},
		Vocabulary:  Vocabulary{Place: Place{Doc: source.Unread("data/vocabulary.toml")}},
		Files:       source.List(root, problems),
		Attributes:  source.Optional(root, ".gitattributes", problems),
		definitions: map[Kind]map[ID][]Place{},
		files:       map[Kind][]*source.Doc{},
	}}
	l.campaign.Languages, _ = locale.ReadLanguages(root) // whoever opens the project reports what is wrong
	l.data()
	l.pages()
	l.interfaces()
	l.run()
	l.frozen()
	return l.campaign
}

// dataFile is a file or folder of data/.
type dataFile struct {
	path     string // below data/; a folder ends in a slash and contains one TOML file a subject
	read     func(l *loader, file string) (keep func())
	required bool
}

// files is everything in data/. It is the only such list.
var files = []dataFile{
	{"action_packages.toml", (*loader).packages, false},
	{"asks.toml", (*loader).asks, false},
	{"assessments/", (*loader).assessments, false},
	{"campaign.toml", (*loader).profile, true},
	{"commitments/", (*loader).commitment, false},
	{"declaration.toml", (*loader).declaration, true},
	{"events.toml", (*loader).meetings, false},
	{"evidence/", (*loader).evidence, false},
	{"pledges/", (*loader).pledges, false},
	{"programmes/", (*loader).programme, false},
	{"releases.toml", (*loader).releases, false},
	{"signatories/", (*loader).signatory, false},
	{"standards.toml", (*loader).standards, false},
	{"vocabulary.toml", (*loader).vocabulary, true},
}

// loader reads files. They are read in parallel, and their records added in the order of the files' names, so that the
// record and its problems are the same every time.
type loader struct {
	root     fs.FS
	problems *diag.List
	campaign *Campaign
	jobs     []job
}

// job is a file to be read.
type job struct {
	file     string
	read     func(l *loader, file string) (keep func())
	keep     func()
	problems diag.List
}

// later puts a file on the list.
func (l *loader) later(file string, read func(l *loader, file string) (keep func())) {
	l.jobs = append(l.jobs, job{file: file, read: read})
}

// run reads every file on the list, as many at a time as there are processors, and keeps them.
func (l *loader) run() {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range l.jobs {
		group.Go(func() error {
			j := &l.jobs[i]
			own := *l
			own.problems = &j.problems
			j.keep = j.read(&own, j.file)
			return nil
		})
	}
	_ = group.Wait() // what is wrong with a file is among its problems
	for i := range l.jobs {
		for _, p := range l.jobs[i].problems.Sorted() {
			l.problems.Add(p)
		}
		l.jobs[i].keep()
	}
}

func (l *loader) data() {
	if _, err := fs.Lstat(l.root, "data"); errors.Is(err, fs.ErrNotExist) {
		l.problems.Add(diag.Problem{At: diag.Position{File: "data"}, Rule: source.RuleUnreadable, Message: "missing folder",
			Hint: "the record is in data/: restore it from git"})
		return
	}
	read := map[string]bool{}
	for _, file := range l.below("data/") {
		below := strings.TrimPrefix(file, "data/")
		i := slices.IndexFunc(files, func(f dataFile) bool { return f.contains(below) })
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

// contains reports whether a path below data/ is this file or in this folder.
func (f dataFile) contains(below string) bool {
	folder := strings.HasSuffix(f.path, "/")
	return below == f.path || folder && path.Dir(below)+"/" == f.path && path.Ext(below) == ".toml"
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
	hint := diag.Suggest(near, known)
	if hint == "" {
		hint = "data/ has " + strings.Join(known, ", ")
	}
	l.problems.Add(diag.Problem{At: diag.Position{File: file}, Rule: RuleUnknownFile, Message: "unknown file", Hint: hint})
}

// note keeps a file that was read, under the kinds of record that it may define.
func (l *loader) note(doc *source.Doc, kinds ...Kind) {
	l.campaign.Docs = append(l.campaign.Docs, doc)
	for _, kind := range kinds {
		l.campaign.files[kind] = append(l.campaign.files[kind], doc)
	}
}

// define notes where an id is given. An id that is absent or of the wrong type is already a problem.
func (l *loader) define(kind Kind, id ID, at Place) {
	if id == "" {
		return
	}
	if l.campaign.definitions[kind] == nil {
		l.campaign.definitions[kind] = map[ID][]Place{}
	}
	l.campaign.definitions[kind][id] = append(l.campaign.definitions[kind][id], at)
}

// subject returns the id in a file's name.
func subject(file string) ID { return ID(strings.TrimSuffix(path.Base(file), ".toml")) }

// place sets the place of each record of an array of tables and registers its id. self returns a record's place and id.
func place[T any](l *loader, doc *source.Doc, kind Kind, key string, records []T, self func(*T) (*Place, ID)) {
	for i := range records {
		at, id := self(&records[i])
		*at = Place{doc, []any{key, i}}
		l.define(kind, id, *at)
	}
}

func (l *loader) declaration(file string) (keep func()) {
	d, doc := source.DecodeFile[Declaration](l.root, file, l.problems)
	return func() {
		l.note(doc, KindPillar)
		d.Place = Place{Doc: doc}
		place(l, doc, KindPillar, "pillar", d.Pillars, func(p *Pillar) (*Place, ID) { return &p.Place, ID(p.ID) })
		l.campaign.Declaration = d
	}
}

func (l *loader) profile(file string) (keep func()) {
	p, doc := source.DecodeFile[Profile](l.root, file, l.problems)
	return func() {
		l.note(doc, KindSubregion, KindSourceKind, KindEntryStatus, KindTopic, KindStatementKind, KindAskKind, KindPeriod)
		p.Place = Place{Doc: doc}
		word := func(w *Word) (*Place, ID) { return &w.Place, w.ID }
		place(l, doc, KindSubregion, "subregion", p.Subregions, word)
		place(l, doc, KindSourceKind, "source_kind", p.SourceKinds, word)
		place(l, doc, KindEntryStatus, "entry_status", p.EntryStatuses, word)
		place(l, doc, KindTopic, "topic", p.Topics, word)
		place(l, doc, KindStatementKind, "statement_kind", p.StatementKinds, func(w *StatementWord) (*Place, ID) { return &w.Place, w.ID })
		place(l, doc, KindAskKind, "ask_kind", p.AskKinds, func(w *AskWord) (*Place, ID) { return &w.Place, w.ID })
		place(l, doc, KindPeriod, "period", p.Periods, func(w *PeriodOfFigures) (*Place, ID) { return &w.Place, w.ID })
		l.campaign.Profile = p
	}
}

func (l *loader) vocabulary(file string) (keep func()) {
	v, doc := source.DecodeFile[Vocabulary](l.root, file, l.problems)
	return func() {
		l.note(doc, KindStatus)
		v.Place = Place{Doc: doc}
		place(l, doc, KindStatus, "status", v.Statuses, func(s *Status) (*Place, ID) { return &s.Place, ID(s.ID) })
		l.campaign.Vocabulary = v
	}
}

func (l *loader) commitment(file string) (keep func()) {
	c, doc := source.DecodeFile[Commitment](l.root, file, l.problems)
	return func() {
		l.note(doc, KindCommitment)
		c.Place = Place{Doc: doc}
		l.define(KindCommitment, named(file, &c.ID), c.Place)
		l.campaign.Commitments = append(l.campaign.Commitments, c)
	}
}

func (l *loader) signatory(file string) (keep func()) {
	s, doc := source.DecodeFile[Signatory](l.root, file, l.problems)
	return func() {
		l.note(doc, KindSignatory)
		s.Place = Place{Doc: doc}
		l.define(KindSignatory, named(file, &s.ID), s.Place)
		l.campaign.Signatories = append(l.campaign.Signatories, s)
	}
}

func (l *loader) programme(file string) (keep func()) {
	p, doc := source.DecodeFile[Programme](l.root, file, l.problems)
	return func() {
		l.note(doc, KindProgramme, KindEntry, KindSeries)
		p.Place = Place{Doc: doc}
		l.define(KindProgramme, named(file, &p.ID), p.Place)
		place(l, doc, KindEntry, "entry", p.Entries, func(e *Entry) (*Place, ID) { return &e.Place, ID(e.ID) })
		place(l, doc, KindSeries, "series", p.Series, func(s *Series) (*Place, ID) { return &s.Place, ID(s.ID) })
		l.campaign.Programmes = append(l.campaign.Programmes, p)
	}
}

// named returns the id of a record that is a file. Where the key cannot be read the file's name stands in, so that
// whatever refers to the record is not blamed too.
func named[T ~string](file string, id *T) ID {
	if *id == "" {
		*id = T(subject(file))
	}
	return ID(*id)
}

func (l *loader) pledges(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Pledge `toml:"pledge" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc, KindPledge)
		place(l, doc, KindPledge, "pledge", v.Records, func(p *Pledge) (*Place, ID) {
			p.Signatory = SignatoryID(subject(file))
			return &p.Place, ID(p.ID)
		})
		l.campaign.Pledges = append(l.campaign.Pledges, v.Records...)
	}
}

func (l *loader) assessments(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Assessment `toml:"assessment" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc)
		place(l, doc, "", "assessment", v.Records, func(a *Assessment) (*Place, ID) {
			a.Signatory = SignatoryID(subject(file))
			return &a.Place, "" // an assessment is known by what it assesses
		})
		l.campaign.Assessments = append(l.campaign.Assessments, v.Records...)
	}
}

func (l *loader) evidence(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Evidence `toml:"evidence" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc, KindEvidence)
		place(l, doc, KindEvidence, "evidence", v.Records, func(e *Evidence) (*Place, ID) { return &e.Place, ID(e.ID) })
		l.campaign.Evidence = append(l.campaign.Evidence, v.Records...)
	}
}

func (l *loader) meetings(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Meeting `toml:"event" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc, KindMeeting)
		place(l, doc, KindMeeting, "event", v.Records, func(m *Meeting) (*Place, ID) { return &m.Place, ID(m.ID) })
		l.campaign.Meetings = v.Records
	}
}

func (l *loader) packages(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Package `toml:"package" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc, KindPackage)
		place(l, doc, KindPackage, "package", v.Records, func(p *Package) (*Place, ID) { return &p.Place, ID(p.ID) })
		l.campaign.Packages = v.Records
	}
}

func (l *loader) asks(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Ask `toml:"ask" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc, KindAsk)
		place(l, doc, KindAsk, "ask", v.Records, func(a *Ask) (*Place, ID) { return &a.Place, ID(a.ID) })
		l.campaign.Asks = v.Records
	}
}

func (l *loader) standards(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Standard `toml:"standard" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc, KindStandard)
		place(l, doc, KindStandard, "standard", v.Records, func(s *Standard) (*Place, ID) { return &s.Place, ID(s.ID) })
		l.campaign.Standards = v.Records
	}
}
