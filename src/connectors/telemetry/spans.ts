import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Context, Tracer } from '@opentelemetry/api'
import type { Opened, Sink, Step } from './step.ts'

/** Steps as spans. The parent is handed on, so that no context has to follow what is asynchronous. */
export const spanSink = (tracer: Tracer, onEnd: () => void): Sink => ({
  begin: (step) => begin({ tracer, onEnd }, step, ROOT_CONTEXT),
})

interface Needs {
  readonly tracer: Tracer
  readonly onEnd: () => void
}

function begin(needs: Needs, { kind, name, attributes }: Step, parent: Context): Opened {
  const span = needs.tracer.startSpan(
    name,
    { kind: kind === 'chat' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes },
    parent,
  )
  const context = trace.setSpan(parent, span)
  return {
    begin: (step) => begin(needs, step, context),
    end({ attributes: more, error }) {
      span.setAttributes(more)
      if (error !== undefined) {
        span.setAttribute('error.type', error)
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end()
      needs.onEnd()
    },
    settled: () => {},
  }
}
