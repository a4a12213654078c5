package archive

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// State is what is known from earlier runs, in a file. It is written after each answer, so that a run that is stopped goes on where
// it was.
type State struct {
	file   string
	mutex  sync.Mutex
	copies map[string]Found
	links  map[string]Link
}

// Found is what a service answered; no address where it has no copy.
type Found struct {
	Address string    `json:"address,omitempty"`
	Asked   time.Time `json:"asked"`
}

// kept is the form of the file.
type kept struct {
	Copies map[string]Found `json:"copies"` // by service and page
	Links  map[string]Link  `json:"links"`
}

// Open reads what is known. A file that cannot be read as such is as good as none.
func Open(file string) (*State, error) {
	s := &State{file: file, copies: map[string]Found{}, links: map[string]Link{}}
	raw, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	k := kept{s.copies, s.links}
	if err := json.Unmarshal(raw, &k); err == nil && k.Copies != nil && k.Links != nil {
		s.copies, s.links = k.Copies, k.Links
	}
	return s, nil
}

// Copy returns what a service answered about a page.
func (s *State) Copy(service, page string) (Found, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	found, ok := s.copies[service+" "+page]
	return found, ok
}

// SetCopy keeps an answer.
func (s *State) SetCopy(service, page string, found Found) error {
	return s.write(func() { s.copies[service+" "+page] = found })
}

// Link returns what is known of an address.
func (s *State) Link(address string) Link {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.links[address]
}

// SetLink keeps what is known of an address.
func (s *State) SetLink(address string, l Link) error {
	return s.write(func() { s.links[address] = l })
}

// write changes what is known and writes the file, beside its place first.
func (s *State) write(change func()) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	change()
	raw, err := json.Marshal(kept{s.copies, s.links})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(s.file+".new", raw, 0o644); err != nil {
		return err
	}
	return os.Rename(s.file+".new", s.file)
}
