package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path"
	"strings"
	"sync"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/former"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/leak"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/search"
)

// finish reads the minified site in the folder out, adds what is made from its pages, and checks it: search -> hosting ->
// audit -> leak. What is in the kept folders is known from earlier builds, if it is. Problems call the folder name. trusted says that another
// commit might change what is found.
func (o buildOptions) finish(record, public *campaign.Campaign, kept []disk.Folder, out, name string, problems *diag.List) (site *output.Site, trusted bool, err error) {
	index := search.New(search.Options{Preview: o.preview, Names: o.otherNames(public)})
	var secrets []leak.Secret
	if !o.preview {
		secrets = check.Secrets(record, o.now)
	}
	leaks := leak.New(secrets, o.baseURL)
	leaks.Known = o.publishedBefore(record)
	known := map[string]string{}
	for _, f := range kept {
		if leaks.Clean(f.Key) {
			known[f.Path] = f.Key
		}
	}
	if err := former.Write(out, o.baseURL, former.IDs(public), kept); err != nil {
		return nil, false, fmt.Errorf("old addresses: %w", err)
	}
	languages := o.locales
	languages.Former = record.FormerLanguages()
	facts := ""
	if o.release == "" && !o.past {
		facts = o.shelf.File(disk.Slot("facts", o.baseURL, o.preview, o.layers))
	}
	site, err = output.Read(output.Options{
		Facts: facts, Dir: out, BaseURL: o.baseURL, Languages: languages, Readers: []output.Reader{index.Read, leaks.Read}, Known: known,
		Unread: len(secrets) == 0,
	})
	if err != nil {
		return nil, false, fmt.Errorf("output: %w", err)
	}
	if o.past {
		if err := site.Unlink(); err != nil {
			return nil, false, fmt.Errorf("output: %w", err)
		}
	}
	o.times.lap("output")

	if err := index.Write(site); err != nil {
		return nil, false, fmt.Errorf("search: %w", err)
	}
	o.times.lap("search")

	if err := hosting.Write(site, o.preview, o.hidden, former.IDs(public)...); err != nil {
		return nil, false, fmt.Errorf("hosting: %w", err)
	}
	o.times.lap("hosting")

	script, _ := embed.Script()
	given := map[string]string{}
	for _, file := range record.Static {
		given[strings.TrimPrefix(file, "static/")] = file
	}
	audit.Run(site, audit.Options{
		Name: name, Budgets: o.Params.Budgets, Preview: o.preview, Given: given, FrameScript: script,
		Origin: origins(record), Redact: leaks.Redact,
	}, problems)
	leaks.Report(name, problems)
	for _, f := range kept {
		if known[f.Path] == "" {
			leaks.Remember(f.Path, f.Key)
		}
	}
	o.times.lap("audit")
	return site, leaks.Trusted(), nil
}

// otherNames returns by what other names a reader may search for a page, by its address: all names of governments, and aliases.
func (o buildOptions) otherNames(public *campaign.Campaign) map[string][]string {
	names := map[string][]string{}
	for _, s := range public.Signatories {
		names["signatories/"+string(s.ID)+"/"] = append([]string{s.ISO2, s.ISO3}, locale.CountryNames(s.ISO2, o.locales.All)...)
	}
	for _, alias := range public.Profile.Aliases {
		names[alias.Page] = append(names[alias.Page], alias.Words...)
	}
	for _, g := range public.Profile.NotSigned {
		names["signatories/#not-signed-"+strings.ToLower(g.ISO2)] = append([]string{g.ISO2}, locale.CountryNames(g.ISO2, o.locales.All)...)
	}
	return names
}

// publishedBefore returns whether a file was published before, by its content: in the last release, or in the last commit.
func (p project) publishedBefore(record *campaign.Campaign) func([]byte) bool {
	blobs := sync.OnceValue(func() commit.Blobs {
		known, _ := commit.Before(context.Background(), p.dir) // without git nothing is known
		return known
	})
	released := sync.OnceValue(func() map[string]bool {
		files := map[string]bool{}
		if n := len(record.Frozen); n > 0 {
			m, _ := record.Frozen[n-1].Manifest() // whose mistakes the check reports
			for _, f := range m.Files {
				files[f.SHA256] = true
			}
		}
		return files
	})
	return func(data []byte) bool {
		return released()[fmt.Sprintf("%x", sha256.Sum256(data))] || blobs().Has(data)
	}
}

// origins returns how to find the content file of an output file, and the place of a link in it.
func origins(record *campaign.Campaign) func(file, link string) diag.Position {
	pages := map[string]*campaign.Page{}
	for i := range record.Pages {
		p := &record.Pages[i]
		pages[path.Join(p.Address(), "index.html")] = p
	}
	return func(file, link string) diag.Position {
		p := pages[file]
		if p == nil {
			return diag.Position{}
		}
		if at := check.LinkAt(p, link); link != "" && at.IsValid() {
			return at
		}
		return diag.Position{File: p.Doc.File}
	}
}
