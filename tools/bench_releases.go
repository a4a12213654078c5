package main

import (
	"context"
	"path/filepath"
	"time"

	"declarationwatch/tools/internal/bench"
	"declarationwatch/tools/internal/release"
)

// taken is the least that builds of a project after an edit and checks took.
type taken struct{ build, check lap }

// measureOften builds and checks a project: once to fill the caches, then as often as it takes for a fair number.
func measureOften(ctx context.Context, program, project string, env []string) (least taken, err error) {
	if _, _, err := measured(ctx, program, project, env, "build"); err != nil {
		return least, err
	}
	for range 3 {
		if err := bench.Edit(project); err != nil {
			return least, err
		}
		for command, l := range map[string]*lap{"build": &least.build, "check": &least.check} {
			took, _, err := measured(ctx, program, project, env, command)
			if err != nil {
				return least, err
			}
			if l.wall == 0 || took.wall < l.wall {
				l.wall = took.wall
			}
			if l.cpu == 0 || took.cpu < l.cpu {
				l.cpu = took.cpu
			}
		}
	}
	return least, nil
}

// oldestOf returns the first of n monthly releases, of which the last is of this month.
func oldestOf(n int) release.Name { return release.MonthOf(monthBack(n - 1)) }

// monthBack returns the first day of a month before this one.
func monthBack(n int) time.Time {
	now := time.Now().UTC()
	return time.Date(now.Year(), now.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
}

// freezeMonthly makes n monthly releases of a project that has the oldest: each has the same files.
func freezeMonthly(project string, n int) error {
	for back := n - 2; back >= 0; back-- {
		day := monthBack(back)
		made, err := release.Again(project, oldestOf(n), release.MonthOf(day), day.Format(time.DateOnly))
		if err == nil {
			err = addRow(filepath.Join(project, filepath.FromSlash(releasesFile)), made)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
