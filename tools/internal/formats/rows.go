package formats

import (
	"path"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
)

// Rows of tables about the history of the cells and about what is around them. What a published record has under the same
// Go name is copied.
type (
	Change struct {
		ID         campaign.ID           `json:"id" key:"true"`
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Date       campaign.Date         `json:"date"`
		From       campaign.StatusID     `json:"from"`
		To         campaign.StatusID     `json:"to"`
		Pledge     campaign.PledgeID     `json:"pledge"`
		Event      campaign.EventID      `json:"event"`
		Fact       campaign.EntryID      `json:"fact"`
		Actor      campaign.SignatoryID  `json:"actor"`
		Why        campaign.Text         `json:"why"`
		Effective  campaign.Date         `json:"effective"`
		Reported   campaign.Date         `json:"reported"`
		Recorded   campaign.Date         `json:"recorded"`
		Evidence   []campaign.EvidenceID `json:"evidence"`
		Permalink  campaign.URL          `json:"permalink"`
	}
	History struct {
		Day        published.Day         `json:"day" key:"true"`
		Signatory  campaign.SignatoryID  `json:"signatory" key:"true"`
		Commitment campaign.CommitmentID `json:"commitment" key:"true"`
		Status     campaign.StatusID     `json:"status"`
		Since      campaign.Date         `json:"since"`
		Last       campaign.Date         `json:"last_report"`
		Belongs    bool                  `json:"belongs"`
	}
	Membership struct {
		ID         labelled                `json:"id" key:"true"`
		Signatory  campaign.SignatoryID    `json:"signatory"`
		Date       campaign.Date           `json:"date"`
		Precision  campaign.Precision      `json:"precision"`
		Kind       campaign.MembershipKind `json:"kind"`
		Note       campaign.Text           `json:"note"`
		Recorded   campaign.Date           `json:"recorded"`
		Confidence campaign.Confidence     `json:"confidence"`
		Evidence   []campaign.EvidenceID   `json:"evidence"`
		Permalink  campaign.URL            `json:"permalink"`
	}
	Programme struct {
		ID          campaign.ProgrammeID    `json:"id" key:"true"`
		Title       campaign.Text           `json:"title"`
		Summary     campaign.Text           `json:"summary"`
		Commitments []campaign.CommitmentID `json:"commitments"`
		Actor       campaign.SignatoryID    `json:"actor"`
		Latest      campaign.EntryID        `json:"latest_fact"`
		Permalink   campaign.URL            `json:"permalink"`
	}
	Fact struct {
		ID         campaign.EntryID      `json:"id" key:"true"`
		Programme  campaign.ProgrammeID  `json:"programme"`
		Date       campaign.Date         `json:"date"`
		Effective  campaign.Date         `json:"effective"`
		Reported   campaign.Date         `json:"reported"`
		Status     campaign.EntryStatus  `json:"status"`
		Own        bool                  `json:"own"`
		Summary    campaign.Text         `json:"summary"`
		Amount     *float64              `json:"amount,omitempty"`
		FigureText campaign.Text         `json:"figure_text"`
		Unit       campaign.Text         `json:"unit"`
		Currency   string                `json:"currency"`
		Bound      campaign.Hedge        `json:"bound"`
		Period     campaign.Span         `json:"period"`
		What       string                `json:"what"`
		Asks       []campaign.AskID      `json:"asks"`
		Confidence campaign.Confidence   `json:"confidence"`
		Evidence   []campaign.EvidenceID `json:"evidence"`
		Permalink  campaign.URL          `json:"permalink"`
	}
	Point struct {
		ID        labelled             `json:"id" key:"true"`
		Series    campaign.SeriesID    `json:"series"`
		Programme campaign.ProgrammeID `json:"programme"`
		Title     campaign.Text        `json:"title"`
		Unit      campaign.Text        `json:"unit"`
		Span      campaign.Span        `json:"span"`
		Period    campaign.Date        `json:"period"`
		Ends      published.Day        `json:"ends"`
		Amount    float64              `json:"amount"`
		Hedge     campaign.Hedge       `json:"bound"`
		Children  bool                 `json:"children"`
		Note      campaign.Text        `json:"note"`
		Fact      campaign.EntryID     `json:"fact"`
		Permalink campaign.URL         `json:"permalink"`
	}
	Meeting struct {
		ID        campaign.MeetingID    `json:"id" key:"true"`
		Date      campaign.Date         `json:"date"`
		Title     campaign.Text         `json:"title"`
		Venue     campaign.Text         `json:"place"`
		Summary   campaign.Text         `json:"summary"`
		Evidence  []campaign.EvidenceID `json:"evidence"`
		Permalink campaign.URL          `json:"permalink"`
	}
	Ask struct {
		ID           campaign.AskID          `json:"id" key:"true"`
		Kind         campaign.AskKind        `json:"kind"`
		AddressedTo  campaign.Text           `json:"addressed_to"`
		Summary      campaign.Text           `json:"summary"`
		Pillar       campaign.PillarID       `json:"pillar"`
		Paragraph    int                     `json:"paragraph"`
		Commitments  []campaign.CommitmentID `json:"commitments"`
		Entries      []campaign.EntryID      `json:"facts"`
		LatestFact   campaign.EntryID        `json:"latest_fact"`
		LatestReport campaign.EventID        `json:"latest_report"`
		LatestDate   campaign.Date           `json:"latest_date"`
		LatestText   campaign.Text           `json:"latest_summary"`
		Permalink    campaign.URL            `json:"permalink"`
	}
	Standard struct {
		ID          campaign.StandardID     `json:"id" key:"true"`
		Name        campaign.Text           `json:"name"`
		Body        campaign.Text           `json:"body"`
		Year        *int                    `json:"year,omitempty"`
		Requires    campaign.Text           `json:"requires"`
		Commitments []campaign.CommitmentID `json:"commitments"`
		Evidence    []campaign.EvidenceID   `json:"evidence"`
	}
	Package struct {
		ID             campaign.PackageID     `json:"id" key:"true"`
		Number         int                    `json:"number"`
		NumberVerified bool                   `json:"number_verified"`
		Title          campaign.Text          `json:"title"`
		Pillar         campaign.PillarID      `json:"pillar"`
		Leads          []campaign.SignatoryID `json:"leads"`
		Participants   []campaign.SignatoryID `json:"participants"`
		Evidence       []campaign.EvidenceID  `json:"evidence"`
		Permalink      campaign.URL           `json:"permalink"`
	}
	Statement struct {
		ID          labelled                `json:"id" key:"true"`
		Language    string                  `json:"language"`
		Title       string                  `json:"title"`
		Description string                  `json:"description"`
		Date        campaign.Date           `json:"date"`
		Kind        campaign.StatementKind  `json:"kind"`
		Publisher   string                  `json:"publisher"`
		Commitments []campaign.CommitmentID `json:"commitments"`
		Signatories []campaign.SignatoryID  `json:"signatories"`
		Programmes  []campaign.ProgrammeID  `json:"programmes"`
		Topics      []campaign.Topic        `json:"topics"`
		Evidence    []campaign.EvidenceID   `json:"evidence"`
		Permalink   campaign.URL            `json:"permalink"`
	}
	// Use is a place that cites a source.
	Use struct {
		Table    string              `json:"table" key:"true"`
		Subject  labelled            `json:"subject" key:"true"`
		Evidence campaign.EvidenceID `json:"evidence" key:"true"`
	}
)

// changes returns the days on which a cell's status became another, oldest first.
func (e *edition) changes(yield func(Change) bool) {
	for i := range slices.Backward(e.record.Changes) {
		if !yield(e.change(i)) {
			return
		}
	}
}

func (e *edition) change(i int) Change {
	c := &e.record.Changes[i]
	return published.Filled(Change{
		ID: campaign.ID(c.ID), Effective: c.Date.Effective(c.Reported), Permalink: e.URL("%s", c.Path),
	}, c)
}

// history returns the cells at the end of each complete year since the adoption.
func (e *edition) history(yield func(History) bool) {
	for c := range matrix.YearEnds(e.Campaign, e.Matrix.AsOf) {
		if !yield(History{published.Day(c.Day), c.Signatory, c.Commitment, c.Status, c.Since, c.Last, c.Belongs}) {
			return
		}
	}
}

func (e *edition) memberships() (out []Membership) {
	for _, s := range slices.Concat(e.record.Signatories, e.record.Observers) {
		for _, m := range s.Memberships {
			id := labelled(strings.Join([]string{string(s.ID), string(m.Kind), string(m.Date)}, "."))
			out = append(out, published.Filled(Membership{ID: id, Signatory: s.ID, Permalink: s.Permalink}, m))
		}
	}
	return out
}

func (e *edition) programmes() (out []Programme) {
	for _, p := range e.record.Programmes {
		row := published.Filled(Programme{Permalink: e.URL("programmes/%s/", p.ID)}, p)
		if !e.joined(row.Actor) {
			row.Actor = ""
		}
		out = append(out, row)
	}
	return out
}

// joined reports whether a government has a row: it had endorsed or observed by the day.
func (e *edition) joined(id campaign.SignatoryID) bool {
	return slices.ContainsFunc(slices.Concat(e.record.Signatories, e.record.Observers), func(s published.Signatory) bool { return s.ID == id })
}

func (e *edition) facts() (out []Fact) {
	for _, p := range e.record.Programmes {
		for _, x := range p.Entries {
			row := published.Filled(Fact{Effective: x.Date.Effective(x.Reported), Amount: x.Figure.Number, FigureText: x.Figure.Words, Permalink: e.URL("%s", x.Path)}, x)
			m := e.Campaign.Profile.Measure(x.Unit, e.Campaign.Languages.Source)
			row.Currency, row.Bound, row.Period, row.What = string(m.Currency), m.Hedge, m.Period, m.What
			out = append(out, row)
		}
	}
	return out
}

// points returns the figures that the site draws side by side, one a period.
func (e *edition) points() (out []Point) {
	for _, p := range e.record.Programmes {
		for _, s := range p.Series {
			span, _ := e.Campaign.Profile.Period(s.Span)
			for _, x := range s.Points {
				row := published.Filled(Point{
					ID: labelled(string(s.ID) + "." + string(x.Period)), Series: s.ID, Programme: p.ID, Amount: *x.Figure.Number, Hedge: x.Hedge,
					Period: x.Period, Ends: published.Day(span.Last(x.Period).Format(time.DateOnly)), Fact: x.Entry,
					Permalink: e.URL("programmes/%s/#series-%s", p.ID, s.ID),
				}, s)
				out = append(out, row)
			}
		}
	}
	return out
}

func (e *edition) meetings() (out []Meeting) {
	for _, m := range e.record.Meetings {
		out = append(out, published.Filled(Meeting{Permalink: e.URL("%s", m.Path)}, m))
	}
	return out
}

// asks returns each line of the organisation's statement with what happened since: a fact, or a report where no fact is
// about it.
func (e *edition) asks() (out []Ask) {
	facts := map[campaign.EntryID]published.Entry{}
	for _, p := range e.record.Programmes {
		for _, x := range p.Entries {
			facts[x.ID] = x
		}
	}
	for _, a := range e.record.Asks {
		row := published.Filled(Ask{LatestFact: a.Latest, Permalink: e.URL("asks/#%s", a.ID)}, a)
		if fact, ok := facts[a.Latest]; ok {
			row.LatestDate, row.LatestText = fact.Date, fact.Summary
		} else if a.Report != nil {
			row.LatestReport, row.LatestDate, row.LatestText = a.Report.ID, a.Report.Date, a.Report.Summary
		}
		out = append(out, row)
	}
	return out
}

func (e *edition) standards() (out []Standard) {
	for _, s := range e.record.Standards {
		row := published.Filled(Standard{}, s)
		if s.Year != 0 {
			row.Year = &s.Year
		}
		out = append(out, row)
	}
	return out
}

func (e *edition) packages() (out []Package) {
	for _, p := range e.record.Packages {
		out = append(out, published.Filled(Package{Permalink: e.URL("signatories/#%s", p.ID)}, p))
	}
	return out
}

// statements returns the accounts of statements that the site shows, one row a language.
func (e *edition) statements() (out []Statement) {
	shown := map[campaign.EvidenceID]bool{}
	for _, s := range e.record.Evidence {
		shown[s.ID] = true
	}
	for _, p := range e.Pages {
		if p.Params.Statement == "" {
			continue
		}
		row := Statement{
			ID: labelled(strings.TrimSuffix(path.Base(p.Source()), ".md") + "." + p.Language()), Language: p.Language(), Title: p.Title,
			Description: p.Description, Date: p.Dated(), Kind: p.Params.Statement, Publisher: p.Params.Publisher, Commitments: p.Params.Commitments,
			Signatories: p.Params.Signatories, Programmes: p.Params.Programmes, Topics: p.Topics, Permalink: e.URL("%s/", p.Address()),
		}
		if id := p.Params.Evidence; shown[id] {
			row.Evidence = []campaign.EvidenceID{id}
		}
		out = append(out, row)
	}
	return out
}

// uses joins the rows of every table that cites sources with these; a table that only repeats what others cite has none.
func (e *edition) uses(yield func(Use) bool) {
	for _, id := range e.record.Declaration.Evidence {
		if !yield(Use{"declaration", labelled(e.record.Declaration.ID), id}) {
			return
		}
	}
	for _, t := range e.tables {
		at := slices.IndexFunc(t.Fields, func(f published.Field) bool { return f.Name == "evidence" && f.List })
		if at < 0 || t.derived || len(t.key()) != 1 {
			continue
		}
		key := slices.IndexFunc(t.Fields, func(f published.Field) bool { return f.Key })
		for row := range t.rows {
			subject, seen := labelled(e.inTable(&t, key, row)), []string{}
			for id := range t.Fields[at].Each(row) {
				if slices.Contains(seen, id) {
					continue
				}
				if seen = append(seen, id); !yield(Use{t.name, subject, campaign.EvidenceID(id)}) {
					return
				}
			}
		}
	}
}
