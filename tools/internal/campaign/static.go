package campaign

import "io/fs"

// static lists the files of static/. A project may have none.
func (l *loader) static() {
	_ = fs.WalkDir(l.root, "static", func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			l.campaign.Static = append(l.campaign.Static, file)
		}
		return nil // what Hugo cannot read it says itself
	})
}
