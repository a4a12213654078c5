package formats

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

// Released is what the newest of some releases has.
type Released struct {
	Name, File string
	IDs        map[campaign.Kind][]string // of rows, and of words in their columns
	Of         map[string]string          // the government of each pledge
}

// ReleasedIDs returns the ids of the newest of some releases, and nothing without a release. They are kept between runs, since a
// release never changes.
func ReleasedIDs(frozen []*release.Frozen) (out Released, err error) {
	newest := release.Newest(frozen)
	if newest == nil {
		return out, nil
	}
	program, err := disk.Program()
	if err != nil {
		return out, err
	}
	key := sha256.Sum256(fmt.Append(nil, "ids of ", newest.Key(), program))
	text, err := disk.OpenMemo("released").Do(key, func() ([]byte, error) {
		e, err := published.ReadReleased(frozen)
		if err != nil {
			return nil, err
		}
		ids := e.IDs()
		if err := tableIDs(newest, ids); err != nil {
			return nil, err
		}
		for kind, all := range ids {
			slices.Sort(all)
			ids[kind] = slices.Compact(all)
		}
		return json.Marshal(Released{e.Name, e.File, ids, e.Makers()})
	})
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	return out, err
}

// tableIDs adds the ids in the tables of a release, by kind. It need not have all tables of today, and none of their columns.
func tableIDs(f *release.Frozen, ids map[campaign.Kind][]string) error {
	e, err := newEdition("", published.Input{Campaign: &campaign.Campaign{Languages: locale.Languages{Source: "en"}}, Matrix: &matrix.Matrix{}}, &published.Record{})
	if err != nil {
		return err
	}
	texts, err := f.ReadFiles(func(name string) bool { return path.Ext(name) == ".csv" && path.Dir(name)+"/" == published.Folder })
	if err != nil {
		return err
	}
	for _, t := range e.tables {
		rows, err := csv.NewReader(bytes.NewReader(texts[published.Folder+t.name+".csv"])).ReadAll()
		if err != nil {
			return fmt.Errorf("%s of release %s: %w", t.name, f.Name, err)
		}
		if len(rows) == 0 {
			continue
		}
		for column, name := range rows[0] {
			i := slices.IndexFunc(t.Fields, func(x published.Field) bool { return x.Name == strings.TrimPrefix(name, "\ufeff") })
			if i < 0 || t.Fields[i].Of == "" {
				continue
			}
			for _, row := range rows[1:] {
				if row[column] != "" {
					ids[t.Fields[i].Of] = append(ids[t.Fields[i].Of], strings.Split(row[column], published.Separator)...)
				}
			}
		}
	}
	return nil
}
