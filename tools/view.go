package main

import (
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/finding"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/picture"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/site"
	"declarationwatch/tools/internal/words"
)

// view is a record as a site shows it.
type view struct {
	record, public *campaign.Campaign // with and without what is withheld; in a preview they are one
	in             published.Input
	pages          *published.Pages
	words          words.All
}

// view returns what follows from a record before anything is written or drawn: matrix, published record, findings.
func (o buildOptions) view(record *campaign.Campaign) (view, error) {
	v := view{record: record.UpTo(o.asOf)}
	var err error
	if v.in, err = o.input(v.record); err != nil {
		return v, err
	}
	v.public = v.in.Campaign
	v.pages = published.NewPages(v.in, published.Build(v.in))
	if v.words, err = words.Read(o.files, v.public.Languages); err != nil {
		return v, err
	}
	v.pages.Findings = finding.All(v.public, v.pages, v.words)
	return v, nil
}

// input returns what is published of a record that has nothing later than its day.
func (o buildOptions) input(record *campaign.Campaign) (published.Input, error) {
	public := record
	if !o.preview {
		public = record.Published(o.now)
	}
	released, err := published.ReadReleased(record.Frozen)
	in := published.Input{Campaign: public, Matrix: matrix.Build(public, o.asOf), BaseURL: o.baseURL, Name: o.release, Released: released, GridRoom: o.Params.Matrix, MostRows: o.Params.Rows}
	renders := o.renders(record)
	in.Pages = slices.DeleteFunc(slices.Clone(public.Pages), func(p campaign.Page) bool { return !renders(p) })
	return in, err
}

// toRender returns what Hugo renders of a record.
func (o buildOptions) toRender(record *campaign.Campaign, stage, out string) site.Options {
	var only []site.Part
	if o.only != "" {
		only = []site.Part{{Path: []string{o.only}}}
	}
	return site.Options{
		Only:  only,
		Files: o.files, Names: outsideReleases(record), Pages: pages(record), Config: o.settings(record), Stage: stage, Out: out,
		BaseURL: o.baseURL, Clock: o.pageClock(record), Preview: o.preview, Originals: originals(record),
	}
}

// outsideReleases returns the files of the project that are not of a release, which is published unpacked.
func outsideReleases(record *campaign.Campaign) []string {
	return slices.DeleteFunc(slices.Clone(record.Files), func(name string) bool { return strings.HasPrefix(name, release.Folder+"/") })
}

// settings returns what Hugo's templates know as the site's title and description, where days begin, and what to render.
func (o buildOptions) settings(record *campaign.Campaign) map[string]any {
	languages := map[string]any{}
	for _, l := range record.Languages.All {
		languages[l] = map[string]any{
			"title":  record.Languages.Text(record.Profile.Name, l),
			"params": map[string]string{"description": record.Languages.Text(record.Profile.Description, l)},
		}
	}
	zone, _ := record.Profile.Zone()
	return map[string]any{"languages": languages, "timeZone": zone.String(), "markup": map[string]any{
		// layouts/_markup/render-image.html makes a figure, which must not be in a paragraph.
		"goldmark": map[string]any{"parser": map[string]any{"wrapStandAloneImageWithinParagraph": false}},
	}}
}

// originals returns the addresses at which Hugo publishes pictures beside pages as they are.
func originals(record *campaign.Campaign) []string {
	var files []string
	for _, file := range record.Attachments {
		if !picture.Is(file) {
			continue
		}
		for _, p := range record.PagesOf(file) {
			files = append(files, p.FileBeside(file))
		}
	}
	return files
}

// renders returns whether Hugo makes a page of a content file.
func (o buildOptions) renders(record *campaign.Campaign) func(campaign.Page) bool {
	clock := o.pageClock(record)
	return func(p campaign.Page) bool { return o.preview || p.Withheld(clock) == "" }
}

// pages returns a number of pages that no language of the site exceeds.
func pages(record *campaign.Campaign) int {
	return len(record.Pages) + len(record.Signatories) + len(record.Commitments) + len(record.Programmes) + 100
}

// pageClock returns when Hugo's clock starts. It runs while Hugo works, and must reach neither the next day nor the hour of a page that is
// withheld: so it is the last moment of the day at which a page was published or had expired, or the start of the day.
func (o buildOptions) pageClock(record *campaign.Campaign) time.Time {
	start := o.asOf.First()
	for _, p := range record.Pages {
		for _, turn := range []time.Time{p.Date, p.Published(), p.ExpiryDate.Add(time.Nanosecond)} { // at that date it has not yet expired
			if turn.After(start) && !turn.After(o.clock) {
				start = turn
			}
		}
	}
	return start
}
