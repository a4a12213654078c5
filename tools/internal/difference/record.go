package difference

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"declarationwatch/tools/internal/campaign"
)

// Record is what is compared of a published record. Other fields of the JSON are passed over; one that is missing is a
// zero value, and a list that is missing is nil, where one that is there and empty is not.
type Record struct {
	AsOf        campaign.Date `json:"as_of"`
	Declaration declaration   `json:"declaration"`
	Statuses    []status      `json:"statuses"`
	Pillars     []pillar      `json:"pillars"`
	Signatories []government  `json:"signatories"`
	Observers   []government  `json:"observers"`
	Commitments []commitment  `json:"commitments"`
	Cells       []cell        `json:"cells"`
	Evidence    []source      `json:"evidence"`
	Totals      totals        `json:"totals"`
}

type (
	declaration struct {
		ID    string        `json:"id"`
		Title campaign.Text `json:"title"`
	}
	status struct {
		ID         string        `json:"id"`
		Kind       string        `json:"kind"`
		Symbol     string        `json:"symbol"`
		Label      campaign.Text `json:"label"`
		Definition campaign.Text `json:"definition"`
	}
	pillar struct {
		ID    string        `json:"id"`
		Title campaign.Text `json:"title"`
	}
	government struct {
		ID        string        `json:"id"`
		Name      campaign.Text `json:"name"`
		Role      string        `json:"role"`
		Subregion string        `json:"subregion"`
		Since     string        `json:"since"`
		Precision string        `json:"precision"`
		Evidence  []string      `json:"evidence"`
		Permalink string        `json:"permalink"`
	}
	commitment struct {
		ID          string        `json:"id"`
		Pillar      string        `json:"pillar"`
		ShortTitle  campaign.Text `json:"short_title"`
		Summary     campaign.Text `json:"summary"`
		WhoBenefits campaign.Text `json:"who_benefits"`
		Children    string        `json:"children"`
		ForChildren campaign.Text `json:"for_children"`
		Evidence    []string      `json:"evidence"`
		Permalink   string        `json:"permalink"`
	}
	cell struct {
		Signatory  string        `json:"signatory"`
		Commitment string        `json:"commitment"`
		Status     string        `json:"status"`
		Since      campaign.Date `json:"since"`
		Pledges    []pledge      `json:"pledges"`
		Events     []event       `json:"events"`
		Permalink  string        `json:"permalink"`
	}
	pledge struct {
		ID         string        `json:"id"`
		Signatory  string        `json:"signatory"`
		Commitment string        `json:"commitment"`
		Status     string        `json:"status"`
		Date       campaign.Date `json:"date"`
		Summary    campaign.Text `json:"summary"`
		Amount     *float64      `json:"amount"`
		Unit       campaign.Text `json:"unit"`
		Deadline   string        `json:"deadline"`
		Overdue    *bool         `json:"overdue"`
		Meeting    string        `json:"event"` // at which it was made
		Confidence string        `json:"confidence"`
		Evidence   []string      `json:"evidence"`
		Permalink  string        `json:"permalink"`
	}
	event struct {
		ID         string        `json:"id"`
		Signatory  string        `json:"signatory"`
		Commitment string        `json:"commitment"`
		Pledge     string        `json:"pledge"` // "" for conduct
		Date       campaign.Date `json:"date"`
		Recorded   string        `json:"recorded"`
		Status     string        `json:"status"`
		Summary    campaign.Text `json:"summary"`
		Actor      string        `json:"actor"`
		Corrects   string        `json:"corrects"`
		Corrected  bool          `json:"corrected"`
		Confidence string        `json:"confidence"`
		Evidence   []string      `json:"evidence"`
		Permalink  string        `json:"permalink"`
	}
	source struct {
		ID         string        `json:"id"`
		Title      string        `json:"title"`
		TitleKind  string        `json:"title_kind"`
		Publisher  string        `json:"publisher"`
		Kind       string        `json:"kind"`
		Published  string        `json:"published"`
		Language   string        `json:"language"`
		URL        string        `json:"url"`
		ArchiveURL string        `json:"archive_url"`
		Accessed   string        `json:"accessed"`
		Note       campaign.Text `json:"note"`
		Permalink  string        `json:"permalink"`
	}
)

// Read decodes a published record.
func Read(r io.Reader) (*Record, error) {
	var out Record
	in := json.NewDecoder(r)
	if err := in.Decode(&out); err != nil {
		return nil, fmt.Errorf("is no published record: %w", err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("is no published record: something follows its end")
	}
	if !out.AsOf.Valid() {
		return nil, errors.New("is no published record: it does not say which day it is of")
	}
	return &out, nil
}

// members gives the governments of two records. Observers are among them where both sides list them.
func members(before, after *Record) both[government] {
	lists := known(before.Signatories, after.Signatories)
	observers := known(before.Observers, after.Observers)
	return both[government]{slices.Concat(lists.before, observers.before), slices.Concat(lists.after, observers.after)}
}

// pledges lists those of every cell; nil where there are no cells.
func (r *Record) pledges() []pledge {
	return within(r.Cells, func(c cell) []pledge { return c.Pledges })
}

// events lists those of every cell; nil where there are no cells.
func (r *Record) events() []event {
	return within(r.Cells, func(c cell) []event { return c.Events })
}

func within[T any](cells []cell, part func(cell) []T) []T {
	if cells == nil {
		return nil
	}
	out := []T{}
	for _, c := range cells {
		out = append(out, part(c)...)
	}
	return out
}
