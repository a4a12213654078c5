package form

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/source"
)

// Rename gives a record another id, or a page another address, everywhere. A page keeps its old address as an alias. from is an
// id, the file of a page, or its address.
func (p *Project) Rename(from, to string) (Done, error) {
	if err := fileName(to); err != nil {
		return Done{}, err
	}
	if page := p.pageAt(from); page != nil {
		return p.renamePage(page, to)
	}
	kinds := p.kindsOf(from)
	switch {
	case len(kinds) == 0:
		return Done{}, p.nothing(from, "record or page", p.AllIDs())
	case len(kinds) > 1:
		return Done{}, fmt.Errorf("%q is the id of a %s; rename it by hand where \"where %s\" prints it", from, strings.Join(kinds, " and of a "), from)
	case kinds[0] == string(campaign.KindEvent):
		return Done{}, fmt.Errorf("the id of a report is published with it and never changes")
	}
	return p.renameRecord(campaign.Kind(kinds[0]), from, to)
}

// pageAt returns the page in the source language by its file or its address.
func (p *Project) pageAt(name string) *campaign.Page {
	address := strings.Trim(name, "/")
	i := slices.IndexFunc(p.Pages, func(page campaign.Page) bool {
		return page.Language() == p.source() && !page.IsSection() && (page.Doc.File == name || strings.Contains(address, "/") && page.Address() == address)
	})
	if i < 0 {
		return nil
	}
	return &p.Pages[i]
}

// renameRecord changes an id where it is defined and named, and the names of the files that are called by it.
func (p *Project) renameRecord(kind campaign.Kind, from, to string) (Done, error) {
	if p.Has(kind, to) {
		return Done{}, fmt.Errorf("%s %q exists; choose another id", kind, to)
	}
	steps := []func(kind campaign.Kind, from, to string) error{p.keepEventIDs, p.renameInData, p.keepFormer, p.renameInTexts, p.renameFiles}
	for _, step := range steps {
		if err := step(kind, from, to); err != nil {
			return Done{}, err
		}
	}
	return Done{fmt.Sprintf("renamed %s %q to %q in %s", kind, from, to, strings.Join(p.Changes.Names(), ", ")), checkAndCommit}, nil
}

// keepEventIDs writes down the ids of reports that are computed from what is renamed: they are published, and stay.
func (p *Project) keepEventIDs(_ campaign.Kind, from, _ string) error {
	index := map[string]int{} // of the assessment in its file
	for _, a := range p.Assessments {
		file, at := a.Doc.File, index[a.Doc.File]
		index[file]++
		for i, e := range a.Events {
			written := e.At("id") != e.At()
			computed := strings.Contains("."+string(e.ID)+".", "."+from+".") || strings.HasPrefix(string(e.ID), from+".")
			if written || !computed {
				continue
			}
			err := p.Changes.Edit(file, "", func(t *edit.Text) error { return t.Set(string(e.ID), "assessment", at, "event", i, "id") })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// keepFormer writes down the id that a record with an address had, so that the address leads on. An id that it takes again is
// former no more.
func (p *Project) keepFormer(kind campaign.Kind, from, to string) error {
	if !slices.Contains([]campaign.Kind{campaign.KindSignatory, campaign.KindCommitment, campaign.KindProgramme}, kind) {
		return nil
	}
	former := []string{}
	for _, f := range p.Former() {
		if f.Kind == kind && string(f.New) == from && string(f.Old) != to {
			former = append(former, string(f.Old))
		}
	}
	file := p.Definitions()[kind][campaign.ID(from)][0].File
	return p.Changes.Edit(file, "", func(t *edit.Text) error { return t.Set(append(former, from), "former") })
}

// renameInData changes an id in every value that names a record of its kind.
func (p *Project) renameInData(kind campaign.Kind, from, to string) error {
	for _, doc := range p.Docs {
		named := slices.ContainsFunc(doc.Leaves, func(leaf source.Leaf) bool {
			k, ok := names(leaf, from)
			return ok && k == kind || isID(leaf, from)
		})
		if !named {
			continue
		}
		err := p.Changes.Edit(doc.File, "", func(t *edit.Text) error {
			for _, path := range t.Find(from) {
				if !p.namesAt(doc, path, kind, from) {
					continue
				}
				if err := t.Set(to, path...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// isID reports whether a leaf is the id of a record whose type of id is common to several kinds.
func isID(leaf source.Leaf, id string) bool { return leaf.Key == "id" && fmt.Sprint(leaf.Value) == id }

// namesAt reports whether the value at a path of a file, as it was read, names a record of a kind.
func (p *Project) namesAt(doc *source.Doc, path []any, kind campaign.Kind, id string) bool {
	at := doc.At(path...)
	return slices.ContainsFunc(doc.Leaves, func(leaf source.Leaf) bool {
		k, ok := names(leaf, id)
		return leaf.At == at && (ok && k == kind || isID(leaf, id))
	})
}

// renameInTexts changes an id in the shortcodes and links of pages, and in what readers may search for.
func (p *Project) renameInTexts(_ campaign.Kind, from, to string) error {
	for i := range p.Pages {
		doc := p.Pages[i].Doc
		raw, err := p.Changes.Read(doc.File)
		if err != nil {
			return err
		}
		text := string(raw)
		if places := inText(text, from); len(places) > 0 {
			for _, at := range slices.Backward(places) {
				text = text[:at[0]] + to + text[at[1]:]
			}
			p.Changes.Put(doc.File, []byte(text))
		}
	}
	for i, alias := range p.Profile.Aliases {
		parts := strings.Split(alias.Page, "/")
		at := slices.Index(parts, from)
		if at < 1 {
			continue
		}
		parts[at] = to
		err := p.Changes.Edit(p.Profile.Doc.File, "", func(t *edit.Text) error { return t.Set(strings.Join(parts, "/"), "alias", i, "page") })
		if err != nil {
			return err
		}
	}
	return nil
}

// renameFiles renames the files of data/ that are called by the id of a record.
func (p *Project) renameFiles(kind campaign.Kind, from, to string) error {
	for _, doc := range p.Docs {
		folder, name := path.Split(doc.File)
		own := kind == campaign.KindSignatory && (folder == "data/pledges/" || folder == "data/assessments/")
		for _, at := range p.Definitions()[kind][campaign.ID(from)] {
			own = own || at.File == doc.File
		}
		if own && name == from+".toml" {
			if err := p.Changes.Move(doc.File, folder+to+".toml"); err != nil {
				return err
			}
		}
	}
	return nil
}

// renamePage gives a page and its translations another address, and has the old one lead there.
func (p *Project) renamePage(page *campaign.Page, to string) (Done, error) {
	old := "/" + page.Address() + "/"
	now := path.Join(path.Dir(path.Clean(old)), to) + "/"
	if slices.ContainsFunc(p.Pages, func(other campaign.Page) bool { return "/"+other.Address()+"/" == now }) {
		return Done{}, fmt.Errorf("a page has the address %s; choose another name", now)
	}
	for i := range p.Pages {
		other := &p.Pages[i]
		if other.Source() != page.Source() {
			continue
		}
		err := p.Changes.Edit(other.Doc.File, "", func(t *edit.Text) error { return p.readdress(t, other, to) })
		if err != nil {
			return Done{}, err
		}
	}
	if err := p.relink(old, now); err != nil {
		return Done{}, err
	}
	if err := p.movePage(page, to); err != nil {
		return Done{}, err
	}
	what := fmt.Sprintf("renamed %s to %s; the old address leads there", old, now)
	if page.Draft {
		what = fmt.Sprintf("renamed %s to %s; it is a draft, so the old address is not kept", old, now)
	}
	return Done{what, checkAndCommit}, nil
}

// readdress sets a page's alias, unless nobody can have seen the old address, and its slug if it goes by one.
func (p *Project) readdress(t *edit.Text, page *campaign.Page, to string) error {
	if !page.Draft {
		old := page.Address()
		if root := p.Languages.Root(page.Language()); root != "" {
			old = strings.TrimPrefix(old, strings.Trim(root, "/")+"/")
		}
		if err := t.Set(append(slices.Clone(page.Aliases), "/"+old+"/"), "aliases"); err != nil {
			return err
		}
	}
	if page.Slug != "" {
		return t.Set(to, "slug")
	}
	return nil
}

// relink changes the links to an address in all pages.
func (p *Project) relink(old, now string) error {
	link := regexp.MustCompile(`(\]\()` + regexp.QuoteMeta(strings.TrimSuffix(old, "/")) + `/?([)#? ])`)
	for _, page := range p.Pages {
		raw, err := p.Changes.Read(page.Doc.File)
		if err != nil {
			return err
		}
		if link.Match(raw) {
			p.Changes.Put(page.Doc.File, link.ReplaceAll(raw, []byte("${1}"+now+"${2}")))
		}
	}
	return nil
}

// movePage renames the files of a page, its translations and what lies beside them, unless it goes by a slug.
func (p *Project) movePage(page *campaign.Page, to string) error {
	if page.Slug != "" {
		return nil
	}
	folder, name := path.Split(page.Doc.File)
	stem := strings.TrimSuffix(name, ".md")
	bundle := stem == "index"
	for _, file := range p.Files {
		switch {
		case bundle && strings.HasPrefix(file, folder):
			moved := path.Join(path.Dir(path.Clean(folder)), to, strings.TrimPrefix(file, folder))
			if err := p.Changes.Move(file, moved); err != nil {
				return err
			}
		case !bundle && path.Dir(file)+"/" == folder && path.Ext(file) == ".md" && strings.HasPrefix(path.Base(file), stem+"."):
			if err := p.Changes.Move(file, folder+to+strings.TrimPrefix(path.Base(file), stem)); err != nil {
				return err
			}
		}
	}
	return nil
}
