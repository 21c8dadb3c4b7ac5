import { queryOptions, useQuery } from '@tanstack/react-query';
import type { DecisionCourseView, DecisionReplay } from '#contract/views/course-view';
import type { InquiryRequest } from '#contract/work-inputs';
import { fetchJson, postJson } from './fetch-json';

/** An archive that still lacks what was decided a moment ago is asked again. */
const UNTIL_ARCHIVED_MS = 5_000;

const courseOptions = (versionId: string) =>
  queryOptions({
    queryKey: ['version', versionId, 'course'],
    queryFn: ({ signal }) => fetchJson<DecisionCourseView>(`/api/versions/${versionId}/course`, { signal }),
    refetchInterval: ({ state }) => (state.data?.acts.some(({ missing }) => missing !== null) ? UNTIL_ARCHIVED_MS : false),
  });

/** How a version was submitted and decided on, step by step. */
export function useCourse(versionId: string) {
  return useQuery(courseOptions(versionId));
}

const replayOptions = (versionId: string, course: string) =>
  queryOptions({
    // What was archived meanwhile is replayed anew.
    queryKey: ['version', versionId, 'replay', course],
    queryFn: async ({ signal }) => {
      const question: InquiryRequest = { kind: 'replay-decision', versionId };
      return (await postJson<{ replay: DecisionReplay }>('/api/inquiries', question, signal)).replay;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** What the worker comes to when it carries a course out again; asked once the course is there. */
export function useReplay(versionId: string, course: DecisionCourseView | undefined) {
  const archived = course?.runs.map(({ stretches }) => stretches.at(-1)?.hash ?? '').join(' ') ?? '';
  return useQuery({ ...replayOptions(versionId, archived), enabled: course !== undefined && course.runs.length > 0 });
}
